CREATE OR REPLACE VIEW rules_fingerprint
(
    tenant  LowCardinality(String)  COMMENT 'Owner of the settings',
    rules   UInt64                  COMMENT 'Changes with the settings of queues and the schedules that queue_openings has, and with what is summed'
)
AS SELECT
    t.tenant AS tenant,
    -- The number before the last: raised whenever a measure is added or made otherwise, so that rolls of before count no longer.
    sipHash64(
        t.versions,
        (SELECT groupArray((d.channel, d.threshold_ms, d.short_abandon_ms)) FROM (SELECT * FROM channel_defaults FINAL ORDER BY channel) AS d),
        2,
        -- Of the openings that are there, not of the schedules they are made of: until ingest has made new ones the old hold.
        g.schedules) AS rules
FROM
(
    SELECT q.tenant AS tenant, arraySort(groupArray((q.queue, q.channel_from, q.channels, q.threshold_from, q.threshold_ms, q.short_abandon_from, q.short_abandon_ms, q.formula_from, q.formula))) AS versions
    FROM queue_rules AS q
    GROUP BY tenant
    UNION ALL
    -- An installation without a single queue setting has a fingerprint as well.
    SELECT 'default' AS tenant, [] AS versions FROM system.one WHERE (SELECT count() FROM queue_versions WHERE tenant = 'default') = 0
) AS t
LEFT JOIN (SELECT tenant, schedules FROM opening_generations FINAL) AS g ON g.tenant = t.tenant
COMMENT 'One number that stands for all queue settings of a tenant and for what is summed'
