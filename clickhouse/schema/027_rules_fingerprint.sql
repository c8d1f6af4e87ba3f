CREATE VIEW IF NOT EXISTS rules_fingerprint
(
    tenant  LowCardinality(String)  COMMENT 'Owner of the settings',
    rules   UInt64                  COMMENT 'Changes when a threshold, a formula, a channel or its moment changes'
)
AS SELECT
    t.tenant AS tenant,
    sipHash64(t.versions, (SELECT groupArray((d.channel, d.threshold_ms, d.short_abandon_ms)) FROM (SELECT * FROM channel_defaults FINAL ORDER BY channel) AS d)) AS rules
FROM
(
    SELECT q.tenant AS tenant, arraySort(groupArray((q.queue, q.channel_from, q.channels, q.threshold_from, q.threshold_ms, q.short_abandon_from, q.short_abandon_ms, q.formula_from, q.formula))) AS versions
    FROM queue_rules AS q
    GROUP BY tenant
    UNION ALL
    -- An installation without a single queue setting has a fingerprint as well.
    SELECT 'default' AS tenant, [] AS versions FROM system.one WHERE (SELECT count() FROM queue_versions WHERE tenant = 'default') = 0
) AS t
COMMENT 'One number that stands for all queue settings of a tenant'
