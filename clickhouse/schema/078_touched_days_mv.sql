CREATE MATERIALIZED VIEW IF NOT EXISTS touched_days_mv TO touched_days AS
SELECT
    e.tenant AS tenant,
    splitByChar('.', toString(e.name))[1] AS family,
    toDate(e.placement_hour) AS placed_on,
    toDate(e.occurred_at) AS happened_on,
    max(now64(3, 'UTC')) AS touched_at
FROM events AS e
GROUP BY tenant, family, placed_on, happened_on
COMMENT 'Feeds touched_days'
