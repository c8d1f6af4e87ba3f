-- What each answer says. A share of the scale is the score of the greatest one, counted from the least where that is below
-- zero; src/lib/domain/metrics/README.md has a table.
CREATE VIEW IF NOT EXISTS surveys
(
    tenant              LowCardinality(String)          COMMENT 'Owner of the row',
    survey_id           String                          COMMENT 'Survey',
    kind                LowCardinality(String)          COMMENT 'csat, nps, ces or fcr',
    interaction_id      String                          COMMENT 'Interaction that was asked about; empty when none is named',
    sent_at             Nullable(DateTime64(3, 'UTC'))  COMMENT 'Earliest sent; without one when it was answered',
    answered_at         Nullable(DateTime64(3, 'UTC'))  COMMENT 'Latest answer on its scale; null when none',
    stray_at            Nullable(DateTime64(3, 'UTC'))  COMMENT 'Latest answer beyond its scale where there is no other; null when none',
    score               Int64                           COMMENT 'Score in thousandths; 0 without an answer',
    scale_min           Int64                           COMMENT 'Least score of the scale in thousandths',
    scale_max           Int64                           COMMENT 'Greatest score of the scale in thousandths',
    is_top              UInt8                           COMMENT '1: one of the two best of five points, or 80 % of the scale',
    is_promoter         UInt8                           COMMENT '1: 90 % of the scale',
    is_detractor        UInt8                           COMMENT '1: at most 60 % of the scale',
    is_yes              UInt8                           COMMENT '1: the greatest score',
    on_seven            Int64                           COMMENT 'The score on a scale from 1 to 7, in thousandths; 0 without an answer'
)
AS SELECT
    tenant, survey_id, kind, interaction_id,
    multiIf(was_sent_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC'), was_sent_at, is_answered, answer.1, NULL) AS sent_at,
    if(is_answered, answer.1, NULL) AS answered_at,
    if(NOT is_answered AND strayed_at > toDateTime64(0, 3, 'UTC'), strayed_at, NULL) AS stray_at,
    answer.2 AS score, answer.3 AS scale_min, answer.4 AS scale_max,
    toUInt8(is_answered AND if(scale_max - scale_min = 4000, score >= scale_max - 1000, 10 * reached >= 8 * whole)) AS is_top,
    toUInt8(is_answered AND 10 * reached >= 9 * whole) AS is_promoter,
    toUInt8(is_answered AND 10 * reached <= 6 * whole) AS is_detractor,
    toUInt8(is_answered AND score = scale_max) AS is_yes,
    if(is_answered, 1000 + intDiv(12000 * (score - scale_min) + (scale_max - scale_min), 2 * greatest(1, scale_max - scale_min)), 0) AS on_seven
FROM
(
    SELECT
        *,
        answer.1 > toDateTime64(0, 3, 'UTC') AS is_answered,
        answer.2 - least(0, answer.3) AS reached,
        answer.4 - least(0, answer.3) AS whole
    FROM
    (
        SELECT
            s.tenant AS tenant, s.survey_id AS survey_id, s.kind AS kind, s.sent_at AS was_sent_at, s.stray_at AS strayed_at,
            finalizeAggregation(s.answer_state) AS answer, finalizeAggregation(s.interaction_state) AS interaction_id
        FROM survey_states AS s FINAL
    )
)
COMMENT 'Each question of each survey, and what its answer says'
