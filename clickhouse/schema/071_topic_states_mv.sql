CREATE MATERIALIZED VIEW IF NOT EXISTS topic_states_mv TO topic_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    argMaxIfState(sipHash64(lowerUTF8(trimBoth(e.topic))), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.topic != '') AS topic_state,
    argMinIfState(
        arrayMap(label -> sipHash64(lowerUTF8(label.1), lowerUTF8(trimBoth(label.2))), JSONExtractKeysAndValues(e.data, 'labels', 'String')),
        (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)),
        e.name = 'interaction.created' AND JSONLength(e.data, 'labels') > 0) AS labels_state,
    argMaxIfState((e.resolved, e.occurred_at), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.resolved >= 0) AS verdict_state,
    max(if(e.name = 'interaction.reopened', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS reopened_at
FROM events AS e
WHERE e.name IN ('interaction.created', 'interaction.wrapped', 'interaction.reopened')
    AND (e.topic != '' OR e.resolved >= 0 OR e.name = 'interaction.reopened' OR JSONHas(e.data, 'labels'))
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds topic_states'
