-- Which generation of queue_openings counts, and what it was made of.
CREATE TABLE IF NOT EXISTS opening_generations
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    generation      UInt64                  COMMENT 'Run whose rows in queue_openings count',
    schedules       UInt64                  COMMENT 'Fingerprint of the schedules and of covered_from',
    covered_from    DateTime64(3, 'UTC')    COMMENT 'Before this moment nothing was worked out',
    covered_to      DateTime64(3, 'UTC')    COMMENT 'From this moment on nothing was worked out'
)
ENGINE = ReplacingMergeTree(generation)
ORDER BY tenant
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Present generation of queue_openings; read with FINAL'
