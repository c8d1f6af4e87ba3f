CREATE MATERIALIZED VIEW IF NOT EXISTS queue_names_mv TO queue_names AS
SELECT e.tenant AS tenant, toString(e.queue) AS queue, max(e.channel) AS channel, max(e.occurred_at) AS last_at
FROM events AS e
WHERE e.name = 'interaction.queued'
GROUP BY tenant, queue
COMMENT 'Feeds queue_names'
