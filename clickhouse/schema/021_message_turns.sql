-- Messages of customers and agents and reopenings of each interaction, as a set of distinct events: what response times are
-- made of. Bots and the system neither ask nor answer and are left out. Filled by message_turns_mv.
CREATE TABLE IF NOT EXISTS message_turns
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')                                    COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id  String                                             COMMENT 'Interaction',
    last_event_at   SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest of the events',
    turns           SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String, Int8, UInt16, String)))
                                                                       COMMENT 'Instant, sequence, rank, id, source, kind (1 customer, 2 agent, 3 reopened), segment, agent',
    INDEX last_event_index last_event_at TYPE minmax GRANULARITY 1
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'Who wrote when in each interaction'
