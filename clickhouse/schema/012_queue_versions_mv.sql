CREATE MATERIALIZED VIEW IF NOT EXISTS queue_versions_mv TO queue_versions AS
SELECT
    e.tenant AS tenant,
    e.subject AS queue,
    parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'validFrom')), 3, 'UTC') AS valid_from,
    argMaxIfState(e.display_name, (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.display_name != '') AS name_state,
    argMaxIfState(toString(e.channel), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.channel != '') AS channel_state,
    argMaxIfState(JSONExtractInt(e.data, 'thresholdMs') + 1, (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'thresholdMs')) AS threshold_state,
    argMaxIfState(JSONExtractInt(e.data, 'shortAbandonMs') + 1, (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'shortAbandonMs')) AS short_abandon_state,
    argMaxIfState(JSONExtractString(e.data, 'slFormula'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'slFormula')) AS formula_state,
    argMaxIfState(JSONExtractString(e.data, 'zone'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'zone')) AS zone_state
FROM events AS e
WHERE e.name = 'reference.queue'
GROUP BY tenant, queue, valid_from
COMMENT 'Feeds queue_versions'
