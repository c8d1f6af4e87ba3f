-- Everything that is summed, from calls and from messages, in one shape: the columns are the measures of
-- src/lib/domain/metrics/measures.ts.
CREATE VIEW IF NOT EXISTS bookings
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour              DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id              String                  COMMENT 'Interaction',
    segment                     UInt16                  COMMENT 'Number of the segment',
    last_event_at               DateTime64(3, 'UTC')    COMMENT 'Latest event of the segment',
    queue                       String                  COMMENT 'Queue',
    channel                     String                  COMMENT 'Channel',
    agent                       String                  COMMENT 'Agent; empty when none answered',
    booked_at                   DateTime64(3, 'UTC')    COMMENT 'Instant that decides the bucket',
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
    skewed                      UInt64                  COMMENT 'A difference was negative and counts as 0',
    first_responses             UInt64                  COMMENT 'First responses',
    first_response_ms           UInt64                  COMMENT 'Time to them',
    responses                   UInt64                  COMMENT 'Responses',
    response_ms                 UInt64                  COMMENT 'Time to them'
)
AS SELECT
    b.tenant AS tenant, b.placement_hour AS placement_hour, b.interaction_id AS interaction_id, b.segment AS segment, b.last_event_at AS last_event_at, b.queue AS queue, b.channel AS channel, b.agent AS agent, b.booked_at AS booked_at, b.offered AS offered, b.answered AS answered, b.abandoned AS abandoned, b.closed AS closed, b.short_abandoned AS short_abandoned, b.flowed_out AS flowed_out, b.wait_ms AS wait_ms, b.service_level_numerator AS service_level_numerator, b.service_level_denominator AS service_level_denominator, b.handled AS handled, b.handle_ms AS handle_ms, b.talk_ms AS talk_ms, b.hold_ms AS hold_ms, b.acw_ms AS acw_ms, b.transferred AS transferred, b.skewed AS skewed,
    toUInt64(0) AS first_responses, toUInt64(0) AS first_response_ms, toUInt64(0) AS responses, toUInt64(0) AS response_ms
FROM segment_bookings AS b
UNION ALL
SELECT
    m.tenant AS tenant, m.placement_hour AS placement_hour, m.interaction_id AS interaction_id, m.segment AS segment, m.last_event_at AS last_event_at, m.queue AS queue, m.channel AS channel, m.agent AS agent, m.booked_at AS booked_at,
    toUInt64(0) AS offered, toUInt64(0) AS answered, toUInt64(0) AS abandoned, toUInt64(0) AS closed, toUInt64(0) AS short_abandoned, toUInt64(0) AS flowed_out, toUInt64(0) AS wait_ms, toUInt64(0) AS service_level_numerator, toUInt64(0) AS service_level_denominator, toUInt64(0) AS handled, toUInt64(0) AS handle_ms, toUInt64(0) AS talk_ms, toUInt64(0) AS hold_ms, toUInt64(0) AS acw_ms, toUInt64(0) AS transferred, toUInt64(0) AS skewed,
    m.first_responses AS first_responses, m.first_response_ms AS first_response_ms, m.responses AS responses, m.response_ms AS response_ms
FROM message_bookings AS m
COMMENT 'Contributions of contacts to the measures'
