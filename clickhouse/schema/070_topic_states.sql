-- What each interaction is about, and whether it is settled, merged from its events whatever their order and number. Words
-- are kept as hashes: topics and labels may hold anything, and only those that are settings are ever looked for. Filled by
-- topic_states_mv; read by the questions about complaints.
CREATE TABLE IF NOT EXISTS topic_states
(
    tenant          LowCardinality(String)                              COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')                                     COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id  String                                              COMMENT 'Interaction',
    topic_state     AggregateFunction(argMax, UInt64, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                        COMMENT 'Hash of the topic, in small letters, of the latest created or wrapped that has one',
    labels_state    AggregateFunction(argMin, Array(UInt64), Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                        COMMENT 'Hashes of the labels, key and value in small letters, of the earliest created that has some',
    verdict_state   AggregateFunction(argMax, Tuple(Int8, DateTime64(3, 'UTC')), Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                        COMMENT 'resolved of the latest wrapped that has one, 1 or 0, and its instant; 1970-01-01 when none',
    reopened_at     SimpleAggregateFunction(max, DateTime64(3, 'UTC'))  COMMENT 'Latest reopened; 1970-01-01 when none'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'Topics, labels and verdicts of each interaction as aggregate states'
