-- In which language customers and agents write, found out once, when the event becomes a row. Rows of former versions have
-- none, and nothing gives them one.
ALTER TABLE events
    ADD COLUMN IF NOT EXISTS text_language LowCardinality(String) COMMENT 'Language a customer or an agent wrote in, such as es, ca or pt; empty when not known' AFTER sentiment_words,
    MODIFY COMMENT 'Raw events, one row each once merged; read with FINAL'
