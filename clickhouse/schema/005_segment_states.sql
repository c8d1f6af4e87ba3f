-- State of each segment, merged from its events whatever their order and number: only minima, maxima, the value at an
-- extreme key, and sets of distinct events. Filled by segment_states_mv; read through the view segments.
CREATE TABLE IF NOT EXISTS segment_states
(
    tenant              LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour      DateTime('UTC')                                    COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id      String                                             COMMENT 'Interaction',
    segment             UInt16                                             COMMENT 'Number of the segment, from 1',
    last_event_at       SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest event of the segment',
    -- 2200-01-01 stands for "not yet" in minima and 1970-01-01 for "never" in maxima: Nullable would cost the skip indexes.
    queued_at           SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest queued; 2200-01-01 when none',
    accepted_at         SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest accepted; 2200-01-01 when none',
    settled_at          SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest accepted, abandoned, transferred or ended; 2200-01-01 while waiting',
    ended_at            SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest ended; 1970-01-01 when none',
    transferred_at      SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest transferred; 1970-01-01 when none',
    wrapped_at          SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest wrapped; 1970-01-01 when none',
    queue_state         AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, String, String))
                                                                           COMMENT 'Queue of the earliest queued',
    agent_state         AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String))
                                                                           COMMENT 'Agent of the latest accepted',
    exit_state          AggregateFunction(argMin, Tuple(String, DateTime64(3, 'UTC')), Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Kind and instant of the earliest exit: abandoned, flowed_out or closed',
    holds               SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(DateTime64(3, 'UTC'), String, String, String, Int8)))
                                                                           COMMENT 'Distinct held (1) and resumed (-1): instant, sequence, id, source, sign',
    INDEX last_event_index last_event_at TYPE minmax GRANULARITY 1,
    INDEX settled_index settled_at TYPE minmax GRANULARITY 1
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id, segment)
-- Boards ask for single recent interactions: small granules read little besides them.
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'State of each segment as aggregate states'
