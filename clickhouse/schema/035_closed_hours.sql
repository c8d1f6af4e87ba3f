-- Placement hours whose facts are deleted by age, or are about to be: what their roll-up says counts for ever, whatever is
-- touched later. Written by ingest before the facts go, and by a rebuild that has made the facts of an hour again.
CREATE TABLE IF NOT EXISTS closed_hours
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')         COMMENT 'Placement hour',
    closed          UInt8                   COMMENT '1: closed; 0: open again',
    changed_at      DateTime64(3, 'UTC')    COMMENT 'Clock of the database when that was decided'
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (tenant, placement_hour)
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Placement hours that only their roll-up knows; read with FINAL'
