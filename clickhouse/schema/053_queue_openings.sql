-- The spans in which queues were or will be attended, worked out by ingest from queue_schedules and never changed: a new
-- generation takes the place of the former as a whole. The first row of a queue is empty and marks the moment from which it
-- has a schedule; before it there is none. Read through the view openings.
CREATE TABLE IF NOT EXISTS queue_openings
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    generation          UInt64                  COMMENT 'Run that worked it out: its start in milliseconds and three random digits',
    queue               LowCardinality(String)  COMMENT 'Queue',
    open_from           DateTime64(3, 'UTC')    COMMENT 'Start of a span in which the queue is attended',
    open_to             DateTime64(3, 'UTC')    COMMENT 'End of the span',
    opened_before_ms    UInt64                  COMMENT 'Length of all spans of the queue before this one, milliseconds'
)
ENGINE = MergeTree
ORDER BY (tenant, generation, queue, open_from)
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'When queues are attended, present generation and former ones'
