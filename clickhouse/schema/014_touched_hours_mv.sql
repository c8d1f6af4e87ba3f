CREATE MATERIALIZED VIEW IF NOT EXISTS touched_hours_mv TO touched_hours AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    max(now64(3, 'UTC')) AS touched_at
FROM events AS e
WHERE startsWith(e.name, 'interaction.')
GROUP BY tenant, placement_hour
COMMENT 'Feeds touched_hours'
