-- When the events under each placement hour last changed. A roll-up that is older than this does not count.
CREATE TABLE IF NOT EXISTS touched_hours
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')                                    COMMENT 'Placement hour',
    touched_at      SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Clock of the database when events were last added'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, placement_hour)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Last change of each placement hour'
