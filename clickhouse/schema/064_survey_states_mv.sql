-- Scores become thousandths, halves upwards. A scale that is not said is the usual one of its kind.
CREATE MATERIALIZED VIEW IF NOT EXISTS survey_states_mv TO survey_states AS
SELECT
    tenant, survey_id, kind,
    min(occurred_at) AS first_event_at,
    max(occurred_at) AS last_event_at,
    min(if(is_answer, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'), occurred_at)) AS sent_at,
    max(if(is_answer AND NOT is_on_scale, occurred_at, toDateTime64(0, 3, 'UTC'))) AS stray_at,
    argMaxIfState((occurred_at, scores[1], scores[2], scores[3]), place, is_answer AND is_on_scale) AS answer_state,
    argMaxIfState(interaction, place, interaction != '') AS interaction_state
FROM
(
    SELECT
        e.tenant AS tenant, e.subject AS survey_id, toLowCardinality(JSONExtractString(e.data, 'kind')) AS kind, e.occurred_at AS occurred_at,
        (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)) AS place,
        e.name = 'survey.answered' AS is_answer,
        JSONExtractString(e.data, 'interaction') AS interaction,
        [
            JSONExtractFloat(e.data, 'score'),
            if(JSONHas(e.data, 'scaleMin'), JSONExtractFloat(e.data, 'scaleMin'), transform(toString(kind), ['csat', 'ces'], [1., 1.], 0.)),
            if(JSONHas(e.data, 'scaleMax'), JSONExtractFloat(e.data, 'scaleMax'), transform(toString(kind), ['csat', 'nps', 'ces'], [5., 10., 7.], 1.))
        ] AS points,
        arrayMap(point -> toInt64(floor(greatest(-1e9, least(1e9, point * 1000)) + 0.5)), points) AS scores,
        arrayAll(point -> abs(point) <= 1000000, points) AND scores[2] < scores[3] AND scores[1] >= scores[2] AND scores[1] <= scores[3] AS is_on_scale
    FROM events AS e
    WHERE e.name IN ('survey.answered', 'survey.sent')
)
GROUP BY tenant, survey_id, kind
COMMENT 'Feeds survey_states'
