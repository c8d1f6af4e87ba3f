-- What each segment adds to the measures: once in the bucket it was queued in, once in the bucket its handling ended in.
-- The columns are the measures of src/lib/domain/metrics/measures.ts; those of the other booking are 0.
CREATE VIEW IF NOT EXISTS segment_bookings
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour              DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id              String                  COMMENT 'Interaction',
    segment                     UInt16                  COMMENT 'Number of the segment',
    last_event_at               DateTime64(3, 'UTC')    COMMENT 'Latest event of the segment',
    queue                       String                  COMMENT 'Queue',
    channel                     String                  COMMENT 'Channel',
    agent                       String                  COMMENT 'Agent; empty when none answered',
    booking                     String                  COMMENT 'queued or handled',
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
    skewed                      UInt64                  COMMENT 'A difference was negative and counts as 0'
)
AS SELECT
    f.tenant AS tenant,
    f.placement_hour AS placement_hour,
    f.interaction_id AS interaction_id,
    f.segment AS segment,
    f.last_event_at AS last_event_at,
    f.queue AS queue,
    f.channel AS channel,
    f.agent AS agent,
    kind AS booking,
    assumeNotNull(if(is_queued, f.queued_at, f.handle_end_at)) AS booked_at,
    toUInt64(is_queued) AS offered,
    toUInt64(is_queued AND f.outcome = 'answered') AS answered,
    toUInt64(is_queued AND f.outcome = 'abandoned') AS abandoned,
    toUInt64(is_queued AND f.outcome = 'closed') AS closed,
    toUInt64(is_queued AND f.outcome = 'abandoned' AND f.wait_ms <= f.short_abandon_ms) AS short_abandoned,
    toUInt64(is_queued AND f.outcome = 'flowed_out') AS flowed_out,
    toUInt64(if(is_queued AND f.outcome = 'answered', f.wait_ms, 0)) AS wait_ms,
    toUInt64(if(is_queued, f.service_level_numerator, 0)) AS service_level_numerator,
    toUInt64(if(is_queued, f.service_level_denominator, 0)) AS service_level_denominator,
    toUInt64(NOT is_queued) AS handled,
    toUInt64(if(is_queued, 0, f.talk_ms + f.hold_ms + f.acw_ms)) AS handle_ms,
    toUInt64(if(is_queued, 0, f.talk_ms)) AS talk_ms,
    toUInt64(if(is_queued, 0, f.hold_ms)) AS hold_ms,
    toUInt64(if(is_queued, 0, f.acw_ms)) AS acw_ms,
    toUInt64(if(is_queued, 0, f.transferred)) AS transferred,
    -- Once per segment, under whichever booking it has first.
    toUInt64(f.skewed = 1 AND (is_queued OR f.queued_at IS NULL)) AS skewed
FROM
(
    SELECT *, arrayJoin(arrayFilter(k -> if(k = 'queued', queued_at IS NOT NULL, handle_end_at IS NOT NULL), ['queued', 'handled'])) AS kind, kind = 'queued' AS is_queued
    FROM segment_facts
) AS f
COMMENT 'Contributions of segments to the measures'
