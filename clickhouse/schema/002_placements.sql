-- Where the events of each interaction are stored. Filled by placements_mv; asked by ingest for interactions it
-- does not remember.
CREATE TABLE IF NOT EXISTS placements
(
    tenant          LowCardinality(String)                          COMMENT 'Owner of the row; first in every key',
    subject         String                                          COMMENT 'Interaction',
    placement_hour  SimpleAggregateFunction(min, DateTime('UTC'))   COMMENT 'Earliest hour given; a race between processes may give two',
    last_hour       SimpleAggregateFunction(max, DateTime('UTC'))   COMMENT 'Latest hour given; differs from placement_hour only after a race'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, subject)
-- Asked for single interactions by the hundred: small granules read little.
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'Placement hour of each interaction'
