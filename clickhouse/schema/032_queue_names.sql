-- Queues seen in contacts, so that a queue without settings shows as well. Filled by queue_names_mv.
CREATE TABLE IF NOT EXISTS queue_names
(
    tenant      LowCardinality(String)                              COMMENT 'Owner of the row; first in every key',
    queue       String                                              COMMENT 'Queue',
    channel     SimpleAggregateFunction(max, LowCardinality(String)) COMMENT 'A channel it was seen with; empty when no event said',
    last_at     SimpleAggregateFunction(max, DateTime64(3, 'UTC'))  COMMENT 'Latest contact'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, queue)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Queues seen in contacts'
