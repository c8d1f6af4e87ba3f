-- Who wrote in which language in each interaction, as a set of distinct events. Filled by language_states_mv; read through
-- the view interaction_languages.
CREATE TABLE IF NOT EXISTS language_states
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id  String                  COMMENT 'Interaction',
    texts           SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String, UInt8, String)))
                                            COMMENT 'Instant, sequence, rank, id, source, 1 of an agent and 0 of the customer, language'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'Languages of what customers and agents wrote in each interaction'
