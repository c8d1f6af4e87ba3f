-- Which days the events were about that arrived lately, so that sums of past months are made again only when they may have
-- become others. Filled by touched_days_mv.
CREATE TABLE IF NOT EXISTS touched_days
(
    tenant      LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    family      LowCardinality(String)                             COMMENT 'First word of the names of the events, such as interaction; empty for an unknown type',
    placed_on   Date                                               COMMENT 'UTC day of the placement hour',
    happened_on Date                                               COMMENT 'UTC day of the events',
    touched_at  SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Clock of the database when events were last added'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, family, placed_on, happened_on)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Last arrival of events by the days they are about'
