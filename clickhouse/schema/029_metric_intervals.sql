-- Sums per quarter of an hour: from the roll where it is current, else from the facts. Both lists come from one scalar, so
-- that an hour that changes while the question runs is read from exactly one of the two.
CREATE VIEW IF NOT EXISTS metric_intervals
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row',
    interval_start              DateTime('UTC')         COMMENT 'Start of the 15 minutes',
    queue                       String                  COMMENT 'Queue',
    channel                     String                  COMMENT 'Channel',
    agent                       String                  COMMENT 'Agent; empty when none answered',
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
AS WITH (
    SELECT (groupArrayIf((h.tenant, h.placement_hour, h.roll_id), h.is_current = 1), groupArrayIf((h.tenant, h.placement_hour), h.is_current = 0))
    FROM hour_rolls AS h
) AS hours
SELECT
    r.tenant AS tenant, r.interval_start AS interval_start, toString(r.queue) AS queue, toString(r.channel) AS channel, toString(r.agent) AS agent,
    r.offered AS offered, r.answered AS answered, r.abandoned AS abandoned, r.closed AS closed, r.short_abandoned AS short_abandoned,
    r.flowed_out AS flowed_out, r.wait_ms AS wait_ms, r.service_level_numerator AS service_level_numerator,
    r.service_level_denominator AS service_level_denominator, r.handled AS handled, r.handle_ms AS handle_ms, r.talk_ms AS talk_ms,
    r.hold_ms AS hold_ms, r.acw_ms AS acw_ms, r.transferred AS transferred, r.skewed AS skewed,
    r.first_responses AS first_responses, r.first_response_ms AS first_response_ms, r.responses AS responses, r.response_ms AS response_ms,
    r.wait_sketch_state AS wait_sketch_state, r.handle_sketch_state AS handle_sketch_state, r.talk_sketch_state AS talk_sketch_state,
    r.hold_sketch_state AS hold_sketch_state, r.acw_sketch_state AS acw_sketch_state,
    r.first_response_sketch_state AS first_response_sketch_state, r.response_sketch_state AS response_sketch_state
FROM metric_rolls AS r
WHERE (r.tenant, r.placement_hour, r.roll_id) IN (SELECT arrayJoin(tupleElement(hours, 1)))
UNION ALL
SELECT
    b.tenant AS tenant, toStartOfFifteenMinutes(b.booked_at) AS interval_start, b.queue AS queue, b.channel AS channel, b.agent AS agent,
    b.offered AS offered, b.answered AS answered, b.abandoned AS abandoned, b.closed AS closed, b.short_abandoned AS short_abandoned,
    b.flowed_out AS flowed_out, b.wait_ms AS wait_ms, b.service_level_numerator AS service_level_numerator,
    b.service_level_denominator AS service_level_denominator, b.handled AS handled, b.handle_ms AS handle_ms, b.talk_ms AS talk_ms,
    b.hold_ms AS hold_ms, b.acw_ms AS acw_ms, b.transferred AS transferred, b.skewed AS skewed,
    b.first_responses AS first_responses, b.first_response_ms AS first_response_ms, b.responses AS responses, b.response_ms AS response_ms,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.wait_ms), toUInt8(b.answered)) AS wait_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.handle_ms), toUInt8(b.handled)) AS handle_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.talk_ms), toUInt8(b.handled)) AS talk_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.hold_ms), toUInt8(b.handled)) AS hold_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.acw_ms), toUInt8(b.handled)) AS acw_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.first_response_ms), toUInt8(b.first_responses)) AS first_response_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.response_ms), toUInt8(b.responses)) AS response_sketch_state
FROM bookings AS b
WHERE (b.tenant, b.placement_hour) IN (SELECT arrayJoin(tupleElement(hours, 2)))
COMMENT 'Measures per quarter of an hour, always complete'
