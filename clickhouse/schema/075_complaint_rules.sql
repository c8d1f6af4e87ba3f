-- What counts as a complaint: the settings of the installation, written by web when they change. The highest generation
-- counts, once the terms of the same generation are there.
CREATE TABLE IF NOT EXISTS complaint_rules
(
    tenant              LowCardinality(String)          COMMENT 'Owner of the row; first in every key',
    generation          UInt64                          COMMENT 'Run that wrote it: its start in milliseconds and three random digits',
    rules               String                          COMMENT 'Fingerprint of the settings, the time zone and the years that are covered',
    complaint_topics    Array(String)                   COMMENT 'Topics of complaints, in small letters',
    undue_topics        Array(String)                   COMMENT 'Topics of undue charges, in small letters',
    region_label        String                          COMMENT 'Key of the label that names the region, in small letters',
    regions             Array(String)                   COMMENT 'Regions that have a calendar, in small letters',
    longest_days        UInt16                          COMMENT 'Days of the longest term, rounded up'
)
ENGINE = ReplacingMergeTree(generation)
ORDER BY tenant
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'What counts as a complaint; read with FINAL'
