-- For an ASOF JOIN on open_from: what is open up to an instant is opened_before_ms and the part of the span up to it.
CREATE VIEW IF NOT EXISTS openings
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row',
    queue               String                  COMMENT 'Queue',
    open_from           DateTime64(3, 'UTC')    COMMENT 'Start of a span in which the queue is attended',
    open_ms             UInt64                  COMMENT 'Length of the span, milliseconds',
    opened_before_ms    UInt64                  COMMENT 'Length of all spans before it, milliseconds',
    is_scheduled        UInt8                   COMMENT '1; 0 is what a join finds where the queue has no schedule'
)
AS WITH (SELECT groupArray((g.tenant, g.generation)) FROM (SELECT * FROM opening_generations FINAL) AS g) AS present
SELECT
    o.tenant AS tenant, toString(o.queue) AS queue, o.open_from AS open_from,
    toUInt64(dateDiff('millisecond', o.open_from, o.open_to)) AS open_ms,
    o.opened_before_ms AS opened_before_ms, toUInt8(1) AS is_scheduled
FROM queue_openings AS o
WHERE (o.tenant, o.generation) IN (SELECT arrayJoin(present))
COMMENT 'When queues are attended'
