-- What an interaction as a whole adds to the measures: once when it ended last, once when its handling ended last, once at the
-- last text of the customer that has a score.
CREATE VIEW IF NOT EXISTS interaction_bookings
(
    tenant                          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour                  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id                  String                  COMMENT 'Interaction',
    last_event_at                   DateTime64(3, 'UTC')    COMMENT 'Latest event of the interaction',
    queue                           String                  COMMENT 'Queue of its first segment that was queued, else of created; judged: of the segment handled last',
    channel                         String                  COMMENT 'Channel',
    agent                           String                  COMMENT 'Agent of the latest accepted; judged: of the segment handled last',
    booking                         String                  COMMENT 'ended, judged or sentiment',
    booked_at                       DateTime64(3, 'UTC')    COMMENT 'Instant that decides the bucket',
    resolutions                     UInt64                  COMMENT 'Created and ended',
    resolution_ms                   UInt64                  COMMENT 'From the first created to the last ended',
    resolutions_business            UInt64                  COMMENT 'The same of a queue with a schedule',
    resolution_business_ms          UInt64                  COMMENT 'Time between both in which the queue was attended',
    judged_contacts                 UInt64                  COMMENT 'Inbound and handled, and the agent said whether it is resolved',
    resolved_contacts               UInt64                  COMMENT 'The agent said that it is',
    sentiment_contacts              UInt64                  COMMENT 'With a text of the customer that has a score',
    sentiment_millionths            Int64                   COMMENT 'Score of the interaction in millionths',
    sentiment_trend_contacts        UInt64                  COMMENT 'With enough texts for a trend',
    sentiment_trend_millionths      Int64                   COMMENT 'Trend in millionths'
)
AS SELECT
    b.tenant AS tenant,
    b.placement_hour AS placement_hour,
    b.interaction_id AS interaction_id,
    b.last_event_at AS last_event_at,
    if(b.booking = 'judged', b.judged_queue, b.queue) AS queue,
    b.channel AS channel,
    if(b.booking = 'judged', b.judged_agent, b.agent) AS agent,
    b.booking AS booking,
    multiIf(b.booking = 'ended', b.ended_at, b.booking = 'judged', b.judged_at, b.scored_at) AS booked_at,
    toUInt64(b.booking = 'ended') AS resolutions,
    toUInt64(if(b.booking = 'ended', dateDiff('millisecond', b.created_at, b.finished_at), 0)) AS resolution_ms,
    toUInt64(b.booking = 'ended' AND b.is_scheduled) AS resolutions_business,
    toUInt64(if(b.booking = 'ended' AND b.is_scheduled, b.open_ms, 0)) AS resolution_business_ms,
    toUInt64(b.booking = 'judged') AS judged_contacts,
    toUInt64(b.booking = 'judged' AND b.is_resolved) AS resolved_contacts,
    toUInt64(b.booking = 'sentiment') AS sentiment_contacts,
    toInt64(if(b.booking = 'sentiment', b.score_millionths, 0)) AS sentiment_millionths,
    toUInt64(b.booking = 'sentiment' AND b.has_trend) AS sentiment_trend_contacts,
    toInt64(if(b.booking = 'sentiment', b.trend_millionths, 0)) AS sentiment_trend_millionths
FROM
(
    SELECT
        w.tenant AS tenant, w.placement_hour AS placement_hour, w.interaction_id AS interaction_id, w.last_event_at AS last_event_at,
        w.queue AS queue, w.channel AS channel, w.agent AS agent, w.created_at AS created_at, w.ended_at AS ended_at, w.finished_at AS finished_at,
        w.judged_at AS judged_at, w.judged_queue AS judged_queue, w.judged_agent AS judged_agent, w.is_resolved AS is_resolved,
        w.scored_at AS scored_at, w.score_millionths AS score_millionths, w.has_trend AS has_trend, w.trend_millionths AS trend_millionths,
        began.is_scheduled AS is_scheduled,
        (finished.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', finished.open_from, w.finished_at))), finished.open_ms)) - (began.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', began.open_from, w.created_at))), began.open_ms)) AS open_ms,
        arrayJoin(arrayFilter((kind, applies) -> applies, ['ended', 'judged', 'sentiment'], [w.is_ended, w.is_judged, w.is_scored])) AS booking
    FROM
    (
        SELECT
            i.tenant AS tenant, i.placement_hour AS placement_hour, i.interaction_id AS interaction_id, i.last_event_at AS last_event_at,
            finalizeAggregation(i.channel_state) AS channel, finalizeAggregation(i.entry_queue_state) AS entry_queue,
            if(p.queue != '', p.queue, entry_queue) AS queue, p.agent AS agent,
            i.created_at AS created_at, i.ended_at AS ended_at,
            -- Clocks that disagree make no negative time.
            greatest(i.created_at, i.ended_at) AS finished_at,
            i.created_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AND i.ended_at > toDateTime64(0, 3, 'UTC') AS is_ended,
            p.handled_at AS judged_at, if(p.handled_queue != '', p.handled_queue, entry_queue) AS judged_queue, p.handled_agent AS judged_agent,
            i.wrap_ups = 1 AND p.handled_at > toDateTime64(0, 3, 'UTC') AND finalizeAggregation(i.direction_state) IN ('', 'inbound') AS is_judged,
            finalizeAggregation(i.resolved_state) = 1 AS is_resolved,
            t.booked_at AS scored_at, t.interaction_id != '' AS is_scored,
            t.score_millionths AS score_millionths, t.trend_millionths IS NOT NULL AS has_trend, ifNull(t.trend_millionths, 0) AS trend_millionths
        FROM interaction_states AS i FINAL
        LEFT JOIN interaction_paths AS p ON p.tenant = i.tenant AND p.placement_hour = i.placement_hour AND p.interaction_id = i.interaction_id
        LEFT JOIN interaction_sentiments AS t ON t.tenant = i.tenant AND t.placement_hour = i.placement_hour AND t.interaction_id = i.interaction_id
    ) AS w
    ASOF LEFT JOIN openings AS began ON began.tenant = w.tenant AND began.queue = w.queue AND began.open_from <= w.created_at
    ASOF LEFT JOIN openings AS finished ON finished.tenant = w.tenant AND finished.queue = w.queue AND finished.open_from <= w.finished_at
) AS b
COMMENT 'Contributions of whole interactions to the measures'
