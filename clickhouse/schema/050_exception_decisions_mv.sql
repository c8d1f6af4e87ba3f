CREATE MATERIALIZED VIEW IF NOT EXISTS exception_decisions_mv TO exception_decisions AS
SELECT
    e.tenant AS tenant,
    e.subject AS agent,
    e.occurred_at AS occurred_at,
    e.sequence AS sequence,
    e.event_id AS event_id,
    e.source AS source,
    parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'start')), 3, 'UTC') AS from_at,
    parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'end')), 3, 'UTC') AS to_at,
    JSONExtractString(e.data, 'kind') AS kind,
    e.reason AS reason,
    if(JSONType(e.data, 'by') = 'String', substringUTF8(JSONExtractString(e.data, 'by'), 1, 200), '') AS decided_by
FROM events AS e
WHERE e.name = 'schedule.exception'
COMMENT 'Feeds exception_decisions'
