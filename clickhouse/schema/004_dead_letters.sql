-- A copy of the dead-letter file of each ingest process, so that one SELECT shows all of them.
CREATE TABLE IF NOT EXISTS dead_letters
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    dead_at         DateTime64(3, 'UTC')    COMMENT 'Instant at which the event was given up',
    letter_id       String                  COMMENT 'Identity of the letter',
    node            LowCardinality(String)  COMMENT 'Ingest process that holds the file',
    source          LowCardinality(String)  COMMENT 'CloudEvents source',
    event_id        String                  COMMENT 'CloudEvents id',
    type            LowCardinality(String)  COMMENT 'CloudEvents type',
    code            LowCardinality(String)  COMMENT 'Reason as a code',
    message         String                  COMMENT 'Reason in words, with the words of the database',
    event           String                  COMMENT 'The event as received, JSON' CODEC(ZSTD(3)),
    state           Enum8('new' = 0, 'replayed' = 1, 'discarded' = 2) COMMENT 'What became of it',
    changed_at      DateTime64(3, 'UTC')    COMMENT 'Instant of the newest state'
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (tenant, letter_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Events that were accepted and could not be stored; read with FINAL'
