-- When queues are attended, by the moment a version is valid from; each field on its own, so that a version may say only what
-- changes. Kept apart from the events, which may expire. Filled by queue_schedules_mv; ingest makes queue_openings of it.
CREATE TABLE IF NOT EXISTS queue_schedules
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    queue           String                  COMMENT 'Queue',
    valid_from      DateTime64(3, 'UTC')    COMMENT 'Moment from which the version holds; 1970-01-01 when not said',
    hours_state     AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Spans by day of the week, JSON; null: always; empty: not said',
    holidays_state  AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Days on which it is closed, JSON; empty: not said',
    zone_state      AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'IANA time zone; empty: not said'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, queue, valid_from)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Versions of the hours of queues as aggregate states'
