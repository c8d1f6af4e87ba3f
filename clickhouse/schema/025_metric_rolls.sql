-- Sums per quarter of an hour, queue, channel and agent, computed per placement hour and replaced as a whole: a row counts
-- only while rolled_hours names its roll. Rolls are recomputed, never added to. Read through the view metric_intervals.
CREATE TABLE IF NOT EXISTS metric_rolls
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    interval_start              DateTime('UTC')         COMMENT 'Start of the 15 minutes',
    queue                       LowCardinality(String)  COMMENT 'Queue',
    channel                     LowCardinality(String)  COMMENT 'Channel',
    agent                       LowCardinality(String)  COMMENT 'Agent; empty when none answered',
    placement_hour              DateTime('UTC')         COMMENT 'Placement hour the row was computed from',
    roll_id                     UInt64                  COMMENT 'Run that computed it: its start in milliseconds and three random digits',
    offered                     UInt64                  COMMENT 'Queued',
    answered                    UInt64                  COMMENT 'Queued and answered',
    abandoned                   UInt64                  COMMENT 'Queued and abandoned',
    closed                      UInt64                  COMMENT 'Queued and closed unanswered',
    short_abandoned             UInt64                  COMMENT 'Abandoned within S',
    flowed_out                  UInt64                  COMMENT 'Queued and transferred before an answer',
    wait_ms                     UInt64                  COMMENT 'Wait of the answered',
    service_level_numerator     UInt64                  COMMENT 'By the formula of the queue',
    service_level_denominator   UInt64                  COMMENT 'By the formula of the queue',
    handled                     UInt64                  COMMENT 'Accepted and finished',
    handle_ms                   UInt64                  COMMENT 'Talk, hold and after-contact work',
    talk_ms                     UInt64                  COMMENT 'Talk without hold',
    hold_ms                     UInt64                  COMMENT 'Hold',
    acw_ms                      UInt64                  COMMENT 'After-contact work',
    transferred                 UInt64                  COMMENT 'Handled with a transfer',
    skewed                      UInt64                  COMMENT 'Segments with a negative difference',
    first_responses             UInt64                  COMMENT 'First responses',
    first_response_ms           UInt64                  COMMENT 'Time to them',
    responses                   UInt64                  COMMENT 'Responses',
    response_ms                 UInt64                  COMMENT 'Time to them',
    wait_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Waits of the answered, within 1 %',
    handle_sketch_state         AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Handle times, within 1 %',
    talk_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Talk times, within 1 %',
    hold_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Hold times, within 1 %',
    acw_sketch_state            AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'After-contact work, within 1 %',
    first_response_sketch_state AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'First response times, within 1 %',
    response_sketch_state       AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Response times, within 1 %'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(interval_start)
ORDER BY (tenant, interval_start, queue, channel, agent)
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Roll-ups of placement hours, current and superseded'
