CREATE MATERIALIZED VIEW IF NOT EXISTS interaction_states_mv TO interaction_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    min(if(e.name = 'interaction.created', e.occurred_at, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS created_at,
    min(e.occurred_at) AS first_event_at,
    max(e.occurred_at) AS last_event_at,
    max(if(e.name = 'interaction.ended', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS ended_at,
    argMinIfState(toString(e.channel), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.channel != '') AS channel_state,
    argMinIfState(toString(e.direction), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.direction != '') AS direction_state,
    argMinIfState(e.customer, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.customer != '') AS customer_state,
    argMinIfState(toString(e.queue), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.name = 'interaction.created') AS entry_queue_state,
    argMaxIfState(e.resolved, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.name = 'interaction.wrapped' AND e.resolved >= 0) AS resolved_state,
    argMaxIfState(e.topic, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.name = 'interaction.wrapped' AND e.topic != '') AS topic_state,
    argMaxIfState(e.disposition, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.name = 'interaction.wrapped' AND e.disposition != '') AS disposition_state,
    max(e.name = 'interaction.wrapped' AND e.resolved >= 0) AS wrap_ups
FROM events AS e
WHERE startsWith(e.name, 'interaction.')
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds interaction_states'
