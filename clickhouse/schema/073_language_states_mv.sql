CREATE MATERIALIZED VIEW IF NOT EXISTS language_states_mv TO language_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    groupUniqArray((e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source), toUInt8(e.actor = 'agent'), toString(e.text_language))) AS texts
FROM events AS e
WHERE e.name = 'interaction.message' AND e.actor IN ('customer', 'agent')
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds language_states'
