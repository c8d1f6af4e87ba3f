CREATE MATERIALIZED VIEW IF NOT EXISTS placements_mv TO placements AS
SELECT
    e.tenant AS tenant,
    e.subject AS subject,
    min(e.placement_hour) AS placement_hour,
    max(e.placement_hour) AS last_hour
FROM events AS e
WHERE startsWith(e.name, 'interaction.') OR startsWith(e.name, 'recording.') OR startsWith(e.name, 'transcript.')
GROUP BY tenant, subject
COMMENT 'Feeds placements'
