-- How customers sound in what they write: scored once, when the event becomes a row, so that every number made of it can be
-- made again from here. Rows of former versions have no score, and nothing gives them one.
ALTER TABLE events
    ADD COLUMN IF NOT EXISTS sentiment Nullable(Int16) COMMENT 'Tone of a customer text in thousandths, -1000 to 1000; null when not scored' AFTER texts,
    ADD COLUMN IF NOT EXISTS sentiment_by LowCardinality(String) COMMENT 'Who scored: atalaya with a version, or the name the provider gave; empty when nobody' AFTER sentiment,
    ADD COLUMN IF NOT EXISTS sentiment_language LowCardinality(String) COMMENT 'Language the text was scored in: es, pt or en; empty when not known' AFTER sentiment_by,
    ADD COLUMN IF NOT EXISTS sentiment_words String COMMENT 'Words of the text that made the score, JSON; goes with the texts; empty when none or expired' CODEC(ZSTD(3)) AFTER sentiment_language,
    MODIFY COMMENT 'Raw events, one row each once merged; read with FINAL'
