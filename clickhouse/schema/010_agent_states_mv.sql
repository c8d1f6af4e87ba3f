CREATE MATERIALIZED VIEW IF NOT EXISTS agent_states_mv TO agent_states AS
SELECT
    e.tenant AS tenant,
    e.subject AS agent,
    max(e.occurred_at) AS last_event_at,
    argMaxIfState((toString(e.state), e.reason, e.occurred_at), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.name = 'agent.state') AS latest_state,
    argMaxIfState(arrayMap(queue -> toString(queue), e.queues), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.name = 'agent.state' AND notEmpty(e.queues)) AS queues_state,
    argMaxIfState(e.display_name, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.display_name != '') AS name_state,
    argMaxIfState(toString(e.team), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.team != '') AS team_state
FROM events AS e
WHERE e.name IN ('agent.state', 'reference.agent')
GROUP BY tenant, agent
COMMENT 'Feeds agent_states'
