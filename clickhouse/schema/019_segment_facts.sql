-- The facts of a segment as the contract defines them. Everything that is counted or averaged starts here.
-- A filter on tenant, placement_hour and interaction_id reaches the keys of both sides of the join.
CREATE VIEW IF NOT EXISTS segment_facts
(
    tenant                      LowCardinality(String)          COMMENT 'Owner of the row',
    placement_hour              DateTime('UTC')                 COMMENT 'Hour under which the interaction is stored',
    interaction_id              String                          COMMENT 'Interaction',
    segment                     UInt16                          COMMENT 'Number of the segment',
    last_event_at               DateTime64(3, 'UTC')            COMMENT 'Latest event of the segment',
    settled_at                  DateTime64(3, 'UTC')            COMMENT 'Earliest accepted or exit; 2200-01-01 while waiting',
    queue                       String                          COMMENT 'Queue of the earliest queued, else the queue of created',
    channel                     String                          COMMENT 'Channel of the interaction',
    direction                   String                          COMMENT 'inbound or outbound',
    customer                    String                          COMMENT 'Customer; empty when unknown',
    agent                       String                          COMMENT 'Agent of the latest accepted; empty when none',
    outcome                     String                          COMMENT 'answered, abandoned, flowed_out, closed or waiting',
    queued_at                   Nullable(DateTime64(3, 'UTC'))  COMMENT 'Earliest queued; null: never offered',
    accepted_at                 Nullable(DateTime64(3, 'UTC'))  COMMENT 'Earliest accepted',
    ended_at                    Nullable(DateTime64(3, 'UTC'))  COMMENT 'End of the contact with the agent; null unless answered',
    wrapped_at                  Nullable(DateTime64(3, 'UTC'))  COMMENT 'Latest wrapped that is not before the end',
    handle_end_at               Nullable(DateTime64(3, 'UTC'))  COMMENT 'wrapped_at or ended_at; null until handled',
    wait_ms                     Int64                           COMMENT 'From queued to accepted or to the exit; 0 while waiting',
    talk_ms                     Int64                           COMMENT 'From accepted to ended without hold',
    hold_ms                     Int64                           COMMENT 'Sum of holds between accepted and ended',
    acw_ms                      Int64                           COMMENT 'From ended to wrapped',
    transferred                 UInt8                           COMMENT '1: handled and transferred at or after accepted',
    skewed                      UInt8                           COMMENT '1: a difference was negative and counts as 0',
    threshold_ms                Int64                           COMMENT 'T that held when it was queued',
    short_abandon_ms            Int64                           COMMENT 'S that held when it was queued',
    formula                     String                          COMMENT 'Letter of the service level formula that held when it was queued',
    service_level_numerator     UInt8                           COMMENT 'What it adds to the numerator of the service level',
    service_level_denominator   UInt8                           COMMENT 'What it adds to the denominator of the service level'
)
AS WITH (
    SELECT (groupArray(d.channel), groupArray(d.threshold_ms), groupArray(d.short_abandon_ms))
    FROM (SELECT * FROM channel_defaults FINAL ORDER BY channel) AS d
) AS defaults
-- In steps, each naming what the next builds on: one long SELECT with aliases of aliases takes the analyzer far longer.
SELECT
    tenant, placement_hour, interaction_id, segment, last_event_at, settled_at,
    queue, channel, direction, customer, agent, outcome,
    if(offered, queue_instant, NULL) AS queued_at,
    if(answered, accept_instant, NULL) AS accepted_at,
    if(ended, end_instant, NULL) AS ended_at,
    if(wrapped, wrap_instant, NULL) AS wrapped_at,
    multiIf(wrapped, wrap_instant, ended, end_instant, NULL) AS handle_end_at,
    wait_ms,
    contact_ms - held_ms AS talk_ms,
    held_ms AS hold_ms,
    if(wrapped, dateDiff('millisecond', end_instant, wrap_instant), 0) AS acw_ms,
    toUInt8(ended AND transfer_instant >= accept_instant) AS transferred,
    toUInt8(raw_wait_ms < 0 OR raw_contact_ms < 0) AS skewed,
    threshold_ms, short_abandon_ms, formula,
    -- The six formulas: the same table as serviceLevelShare in src/lib/domain/metrics/service-level.ts, its second witness.
    toUInt8(offered AND wait_ms <= threshold_ms AND (outcome = 'answered' OR (outcome = 'abandoned' AND formula = 'D'))) AS service_level_numerator,
    toUInt8(offered AND multiIf(
        outcome = 'answered', 1,
        outcome = 'flowed_out', formula = 'F',
        outcome != 'abandoned', 0,
        formula = 'A', wait_ms > short_abandon_ms,
        formula = 'C', 0,
        formula = 'E', wait_ms > threshold_ms,
        1)) AS service_level_denominator
FROM
(
    SELECT
        *,
        greatest(0, raw_wait_ms) AS wait_ms,
        greatest(0, raw_contact_ms) AS contact_ms,
        -- Held and resumed alternate here; a hold that was not resumed lasts until the end.
        if(empty(turns) OR raw_contact_ms <= 0, 0,
            arraySum(turn -> -turn.5 * dateDiff('millisecond', accept_instant, greatest(accept_instant, turn.1)), turns)
                + if(turns[-1].5 = 1, raw_contact_ms, 0)) AS held_ms,
        if(threshold_index > 0, rule_threshold_ms[threshold_index],
            transform(rule_channel, defaults.1, defaults.2, defaults.2[indexOf(defaults.1, '')])) AS threshold_ms,
        if(short_index > 0, rule_short_abandon_ms[short_index],
            transform(rule_channel, defaults.1, defaults.3, defaults.3[indexOf(defaults.1, '')])) AS short_abandon_ms,
        if(formula_index > 0, rule_formula[formula_index], 'A') AS formula
    FROM
    (
        SELECT
            *,
            ended AND wrap_instant > toDateTime64(0, 3, 'UTC') AND wrap_instant >= end_instant AS wrapped,
            if(offered AND outcome != 'waiting', dateDiff('millisecond', queue_instant, if(answered, accept_instant, exit_instant)), 0) AS raw_wait_ms,
            if(ended, dateDiff('millisecond', accept_instant, end_instant), 0) AS raw_contact_ms,
            -- In order, up to the end, without repetitions of the same sign: held, resumed, held, …
            arrayFilter((hold, before) -> hold.5 != before, ordered, arraySlice(arrayPushFront(ordered.5, -1), 1, length(ordered))) AS turns
        FROM
        (
            SELECT
                *,
                answered AND end_instant > toDateTime64(0, 3, 'UTC') AS ended,
                multiIf(answered, 'answered', exit_kind != '', exit_kind, 'waiting') AS outcome,
                arraySort(arrayFilter(hold -> hold.1 <= end_instant, holds)) AS ordered
            FROM
            (
                SELECT
                    s.tenant AS tenant, s.placement_hour AS placement_hour, s.interaction_id AS interaction_id, s.segment AS segment,
                    s.last_event_at AS last_event_at, s.settled_at AS settled_at,
                    s.queued_at AS queue_instant, s.accepted_at AS accept_instant, s.exit_at AS exit_instant,
                    s.transferred_at AS transfer_instant, s.wrapped_at AS wrap_instant, s.exit_kind AS exit_kind, s.holds AS holds,
                    s.queued_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AS offered,
                    s.accepted_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AS answered,
                    multiIf(s.ended_at > toDateTime64(0, 3, 'UTC'), s.ended_at, s.transferred_at >= s.accepted_at, s.transferred_at, s.wrapped_at) AS end_instant,
                    if(offered, s.queue, i.entry_queue) AS queue, s.agent AS agent,
                    i.channel AS channel, i.direction AS direction, i.customer AS customer,
                    arrayLastIndex(moment -> moment <= s.queued_at, q.channel_from) AS channel_index,
                    if(channel_index > 0, q.channels[channel_index], i.channel) AS rule_channel,
                    q.threshold_ms AS rule_threshold_ms, q.short_abandon_ms AS rule_short_abandon_ms, q.formula AS rule_formula,
                    arrayLastIndex(moment -> moment <= s.queued_at, q.threshold_from) AS threshold_index,
                    arrayLastIndex(moment -> moment <= s.queued_at, q.short_abandon_from) AS short_index,
                    arrayLastIndex(moment -> moment <= s.queued_at, q.formula_from) AS formula_index
                FROM segments AS s
                LEFT JOIN interactions AS i ON i.tenant = s.tenant AND i.placement_hour = s.placement_hour AND i.interaction_id = s.interaction_id
                LEFT JOIN queue_rules AS q ON q.tenant = s.tenant AND q.queue = s.queue
            )
        )
    )
)
COMMENT 'Facts of each segment, with the settings of its queue that held then'
