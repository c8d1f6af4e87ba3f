CREATE MATERIALIZED VIEW IF NOT EXISTS agent_day_ends_mv TO agent_day_ends AS
SELECT
    e.tenant AS tenant,
    toDate(e.occurred_at, 'UTC') AS day,
    e.subject AS agent,
    argMaxState((toString(e.state), e.reason, e.occurred_at), (e.occurred_at, e.sequence, e.event_id, toString(e.source))) AS last_state
FROM events AS e
WHERE e.name = 'agent.state'
GROUP BY tenant, day, agent
COMMENT 'Feeds agent_day_ends'
