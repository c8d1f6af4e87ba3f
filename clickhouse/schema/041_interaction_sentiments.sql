-- Tone of each interaction with a scored customer text. Sums and divisions are of whole numbers, halves away from zero, so
-- that the result is the same on every machine.
CREATE VIEW IF NOT EXISTS interaction_sentiments
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour      DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id      String                  COMMENT 'Interaction',
    last_event_at       DateTime64(3, 'UTC')    COMMENT 'Latest scored text',
    booked_at           DateTime64(3, 'UTC')    COMMENT 'Instant that decides the bucket: the latest scored text',
    texts               UInt64                  COMMENT 'Scored texts',
    score_millionths    Int64                   COMMENT 'Mean of their scores, -1000000 to 1000000',
    trend_millionths    Nullable(Int64)         COMMENT 'Mean of the last third less mean of the first; a third is n / 3, whole, at least 1; null for a single text'
)
AS SELECT
    s.tenant AS tenant,
    s.placement_hour AS placement_hour,
    s.interaction_id AS interaction_id,
    s.last_event_at AS last_event_at,
    s.last_event_at AS booked_at,
    s.n AS texts,
    intDiv(2000 * s.total + sign(s.total) * s.n, 2 * s.n) AS score_millionths,
    if(s.n < 2, NULL, intDiv(2000 * s.moved + sign(s.moved) * s.third, 2 * s.third)) AS trend_millionths
FROM
(
    SELECT
        tenant, placement_hour, interaction_id, last_event_at,
        toInt64(length(points)) AS n,
        greatest(1, intDiv(n, 3)) AS third,
        arraySum(points) AS total,
        arraySum(arraySlice(points, -third)) - arraySum(arraySlice(points, 1, third)) AS moved
    FROM
    (
        SELECT
            t.tenant AS tenant, t.placement_hour AS placement_hour, t.interaction_id AS interaction_id, t.last_event_at AS last_event_at,
            arraySort(t.scores) AS ordered,
            arrayMap(score -> (score.1, score.2, score.3, score.4, score.5), ordered) AS keys,
            arraySlice(arrayPushFront(keys, (toDateTime64(0, 3, 'UTC'), '', toUInt8(0), '', '')), 1, length(keys)) AS keys_before,
            -- An event that was scored twice, by two versions, counts with the first in the order of the set.
            arrayMap(score -> toInt64(score.6),
                arrayFilter((score, key, before) -> key != before, ordered, keys, keys_before)) AS points
        FROM sentiment_states AS t FINAL
    )
) AS s
COMMENT 'Score and trend of the tone of each interaction'
