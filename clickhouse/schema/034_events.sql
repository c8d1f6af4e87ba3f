-- Texts apart, so that they can be deleted before the rest; rows of former versions have theirs in data. And an index by
-- which the events of one customer are found among millions: a table of them would be one more place with their ids.
ALTER TABLE events
    ADD COLUMN IF NOT EXISTS texts String COMMENT 'What was written or said, taken out of data, JSON; empty when none or expired' CODEC(ZSTD(3)) AFTER data,
    ADD INDEX IF NOT EXISTS customer_index customer TYPE bloom_filter(0.01) GRANULARITY 1,
    MODIFY COMMENT 'Raw events, one row each once merged; read with FINAL'
