-- The roll that counts for each placement hour, and what it covers.
CREATE TABLE IF NOT EXISTS rolled_hours
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')         COMMENT 'Placement hour',
    roll_id         UInt64                  COMMENT 'Run whose rows in metric_rolls count',
    covers          DateTime64(3, 'UTC')    COMMENT 'touched_at of the hour when the run began',
    rules           UInt64                  COMMENT 'Fingerprint of the queue settings the run used'
)
ENGINE = ReplacingMergeTree(roll_id)
ORDER BY (tenant, placement_hour)
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Current roll of each placement hour; read with FINAL'
