CREATE MATERIALIZED VIEW IF NOT EXISTS sentiment_states_mv TO sentiment_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    max(e.occurred_at) AS last_event_at,
    groupUniqArray((e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source), assumeNotNull(e.sentiment))) AS scores
FROM events AS e
WHERE e.name = 'interaction.message' AND e.actor = 'customer' AND e.sentiment IS NOT NULL
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds sentiment_states'
