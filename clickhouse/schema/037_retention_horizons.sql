-- Until when events may have been deleted by age under settings that were changed since: a rebuild must not take what is
-- missing for what never was. The settings of now are in the table of events itself.
CREATE TABLE IF NOT EXISTS retention_horizons
(
    table_name      LowCardinality(String)                          COMMENT 'Table rows were deleted from',
    deleted_until   SimpleAggregateFunction(max, DateTime('UTC'))   COMMENT 'Rows that arrived before this may be gone'
)
ENGINE = AggregatingMergeTree
ORDER BY table_name
SETTINGS non_replicated_deduplication_window = 100
COMMENT 'How far rows were deleted by age under former settings'
