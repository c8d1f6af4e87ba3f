-- Scored customer texts of each interaction, as a set of distinct events: what the tone of a contact is made of. Filled by
-- sentiment_states_mv; read through the view interaction_sentiments.
CREATE TABLE IF NOT EXISTS sentiment_states
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')                                    COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id  String                                             COMMENT 'Interaction',
    last_event_at   SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest scored text',
    scores          SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String, Int16)))
                                                                       COMMENT 'Instant, sequence, rank, id, source, score in thousandths',
    INDEX last_event_index last_event_at TYPE minmax GRANULARITY 1
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'Scores of what customers wrote in each interaction'
