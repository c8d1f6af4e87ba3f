CREATE MATERIALIZED VIEW IF NOT EXISTS message_turns_mv TO message_turns AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    max(e.occurred_at) AS last_event_at,
    groupUniqArray((e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source),
        multiIf(e.name = 'interaction.reopened', 3, e.actor = 'agent', 2, 1)::Int8, e.segment, toString(e.agent))) AS turns
FROM events AS e
WHERE e.name = 'interaction.reopened' OR (e.name = 'interaction.message' AND e.actor IN ('customer', 'agent'))
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds message_turns'
