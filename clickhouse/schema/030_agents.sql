CREATE VIEW IF NOT EXISTS agents
(
    tenant          LowCardinality(String)          COMMENT 'Owner of the row',
    agent           String                          COMMENT 'Agent',
    name            String                          COMMENT 'Newest name; empty when none was given',
    team            String                          COMMENT 'Newest team; empty when none was given',
    queues          Array(String)                   COMMENT 'Queues served, of the latest state that names any',
    state           String                          COMMENT 'State of the latest agent.state; empty when none came',
    reason          String                          COMMENT 'Reason of the latest agent.state',
    state_since     DateTime64(3, 'UTC')            COMMENT 'Instant of the latest agent.state; 1970-01-01 when none came'
)
AS SELECT
    s.tenant AS tenant,
    s.agent AS agent,
    finalizeAggregation(s.name_state) AS name,
    finalizeAggregation(s.team_state) AS team,
    finalizeAggregation(s.queues_state) AS queues,
    tupleElement(finalizeAggregation(s.latest_state), 1) AS state,
    tupleElement(finalizeAggregation(s.latest_state), 2) AS reason,
    tupleElement(finalizeAggregation(s.latest_state), 3) AS state_since
FROM agent_states AS s FINAL
COMMENT 'Latest state and profile of each agent'
