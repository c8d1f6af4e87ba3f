-- Facts of a whole interaction, merged like segment_states. Filled by interaction_states_mv; read through the view interactions.
CREATE TABLE IF NOT EXISTS interaction_states
(
    tenant              LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour      DateTime('UTC')                                    COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id      String                                             COMMENT 'Interaction',
    created_at          SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest created; 2200-01-01 when none',
    first_event_at      SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest event',
    last_event_at       SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest event',
    ended_at            SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest ended; 1970-01-01 when none',
    channel_state       AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Channel of the earliest event that has one',
    direction_state     AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Direction of the earliest event that has one',
    customer_state      AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Customer of the earliest event that has one',
    entry_queue_state   AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Queue of the earliest created',
    resolved_state      AggregateFunction(argMax, Int8, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'resolved of the latest wrapped that has one',
    topic_state         AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Topic of the latest wrapped that has one',
    disposition_state   AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Disposition of the latest wrapped that has one',
    wrap_ups            SimpleAggregateFunction(max, UInt8)                COMMENT '1 when a wrapped says whether it was resolved',
    INDEX last_event_index last_event_at TYPE minmax GRANULARITY 1
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
-- Boards ask for single recent interactions: small granules read little besides them.
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'Facts of each interaction as aggregate states'
