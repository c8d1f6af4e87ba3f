-- Latest state and profile of each agent. Filled by agent_states_mv; read through the view agents.
CREATE TABLE IF NOT EXISTS agent_states
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    agent           String                                             COMMENT 'Agent',
    last_event_at   SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest event about the agent',
    latest_state    AggregateFunction(argMax, Tuple(String, String, DateTime64(3, 'UTC')), Tuple(DateTime64(3, 'UTC'), String, String, String))
                                                                       COMMENT 'State, reason and instant of the latest agent.state',
    queues_state    AggregateFunction(argMax, Array(String), Tuple(DateTime64(3, 'UTC'), String, String, String))
                                                                       COMMENT 'Queues of the latest agent.state that names any',
    name_state      AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                       COMMENT 'Name given last by agent.state or reference.agent',
    team_state      AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                       COMMENT 'Team given last by agent.state or reference.agent'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, agent)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Latest state and profile of each agent as aggregate states'
