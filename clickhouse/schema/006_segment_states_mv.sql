CREATE MATERIALIZED VIEW IF NOT EXISTS segment_states_mv TO segment_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    e.segment AS segment,
    max(e.occurred_at) AS last_event_at,
    min(if(e.name = 'interaction.queued', e.occurred_at, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS queued_at,
    min(if(e.name = 'interaction.accepted', e.occurred_at, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS accepted_at,
    min(if(e.name IN ('interaction.accepted', 'interaction.abandoned', 'interaction.transferred', 'interaction.ended'),
        e.occurred_at, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS settled_at,
    max(if(e.name = 'interaction.ended', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS ended_at,
    max(if(e.name = 'interaction.transferred', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS transferred_at,
    max(if(e.name = 'interaction.wrapped', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS wrapped_at,
    argMinIfState(toString(e.queue), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.name = 'interaction.queued') AS queue_state,
    argMaxIfState(toString(e.agent), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.name = 'interaction.accepted') AS agent_state,
    argMinIfState(
        (multiIf(e.name = 'interaction.abandoned', 'abandoned', e.name = 'interaction.transferred', 'flowed_out', e.actor = 'customer', 'abandoned', 'closed'), e.occurred_at),
        (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)),
        e.name IN ('interaction.abandoned', 'interaction.transferred', 'interaction.ended')) AS exit_state,
    groupUniqArrayIf((e.occurred_at, e.sequence, e.event_id, toString(e.source), if(e.name = 'interaction.held', 1, -1)::Int8),
        e.name IN ('interaction.held', 'interaction.resumed')) AS holds
FROM events AS e
WHERE startsWith(e.name, 'interaction.') AND e.segment > 0
GROUP BY tenant, placement_hour, interaction_id, segment
COMMENT 'Feeds segment_states'
