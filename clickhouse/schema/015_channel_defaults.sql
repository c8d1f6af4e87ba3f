-- T and S of queues that do not say, by channel. Written by the schema runner from src/lib/domain/metrics/queue-defaults.ts,
-- which is where they are defined.
CREATE TABLE IF NOT EXISTS channel_defaults
(
    channel             String  COMMENT 'Channel; empty: every channel that is not named',
    threshold_ms        Int64   COMMENT 'T in milliseconds',
    short_abandon_ms    Int64   COMMENT 'S in milliseconds'
)
ENGINE = ReplacingMergeTree
ORDER BY channel
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Service level settings by channel for queues without their own'
