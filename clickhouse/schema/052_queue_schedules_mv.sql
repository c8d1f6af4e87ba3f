CREATE MATERIALIZED VIEW IF NOT EXISTS queue_schedules_mv TO queue_schedules AS
SELECT
    e.tenant AS tenant,
    e.subject AS queue,
    parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'validFrom')), 3, 'UTC') AS valid_from,
    argMaxIfState(JSONExtractRaw(e.data, 'hours'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'hours')) AS hours_state,
    argMaxIfState(JSONExtractRaw(e.data, 'holidays'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'holidays')) AS holidays_state,
    argMaxIfState(JSONExtractString(e.data, 'zone'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'zone')) AS zone_state
FROM events AS e
WHERE e.name = 'reference.queue'
GROUP BY tenant, queue, valid_from
COMMENT 'Feeds queue_schedules'
