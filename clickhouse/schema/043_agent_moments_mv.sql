CREATE MATERIALIZED VIEW IF NOT EXISTS agent_moments_mv TO agent_moments AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS agent,
    e.occurred_at AS occurred_at,
    e.sequence AS sequence,
    e.event_id AS event_id,
    e.source AS source,
    e.state AS state,
    e.reason AS reason
FROM events AS e
WHERE e.name = 'agent.state'
COMMENT 'Feeds agent_moments'
