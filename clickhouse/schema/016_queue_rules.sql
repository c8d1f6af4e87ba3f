-- One row per queue: each setting as two parallel arrays, moments and values, oldest first.
CREATE VIEW IF NOT EXISTS queue_rules
(
    tenant              LowCardinality(String)          COMMENT 'Owner of the row',
    queue               String                          COMMENT 'Queue',
    name                String                          COMMENT 'Newest name; empty when none was given',
    channel             String                          COMMENT 'Newest channel; empty when none was given',
    zone                String                          COMMENT 'Newest IANA time zone; empty when none was given',
    channel_from        Array(DateTime64(3, 'UTC'))     COMMENT 'Moments from which a channel holds',
    channels            Array(String)                   COMMENT 'Channel from each of them',
    threshold_from      Array(DateTime64(3, 'UTC'))     COMMENT 'Moments from which a T holds',
    threshold_ms        Array(Int64)                    COMMENT 'T from each of them, milliseconds',
    short_abandon_from  Array(DateTime64(3, 'UTC'))     COMMENT 'Moments from which an S holds',
    short_abandon_ms    Array(Int64)                    COMMENT 'S from each of them, milliseconds',
    formula_from        Array(DateTime64(3, 'UTC'))     COMMENT 'Moments from which a formula holds',
    formula             Array(String)                   COMMENT 'Letter from each of them'
)
AS SELECT
    tenant,
    queue,
    argMaxIf(name, valid_from, name != '') AS name,
    argMaxIf(version_channel, valid_from, version_channel != '') AS channel,
    argMaxIf(zone, valid_from, zone != '') AS zone,
    arraySort(groupArrayIf(valid_from, version_channel != '')) AS channel_from,
    arrayMap(version -> tupleElement(version, 2), arraySort(groupArrayIf((valid_from, version_channel), version_channel != ''))) AS channels,
    arraySort(groupArrayIf(valid_from, threshold > 0)) AS threshold_from,
    arrayMap(version -> tupleElement(version, 2), arraySort(groupArrayIf((valid_from, threshold - 1), threshold > 0))) AS threshold_ms,
    arraySort(groupArrayIf(valid_from, short_abandon > 0)) AS short_abandon_from,
    arrayMap(version -> tupleElement(version, 2), arraySort(groupArrayIf((valid_from, short_abandon - 1), short_abandon > 0))) AS short_abandon_ms,
    arraySort(groupArrayIf(valid_from, letter != '')) AS formula_from,
    arrayMap(version -> tupleElement(version, 2), arraySort(groupArrayIf((valid_from, letter), letter != ''))) AS formula
FROM
(
    SELECT
        v.tenant AS tenant,
        v.queue AS queue,
        v.valid_from AS valid_from,
        argMaxMerge(v.name_state) AS name,
        argMaxMerge(v.channel_state) AS version_channel,
        argMaxMerge(v.zone_state) AS zone,
        argMaxMerge(v.threshold_state) AS threshold,
        argMaxMerge(v.short_abandon_state) AS short_abandon,
        argMaxMerge(v.formula_state) AS letter
    FROM queue_versions AS v
    GROUP BY tenant, queue, valid_from
)
GROUP BY tenant, queue
COMMENT 'Settings of each queue over time'
