-- Who had an interaction: what is booked for the interaction as a whole goes to one queue and one agent. Its handle ends are
-- those of segment_facts, worked out once more because a question over all facts costs twice as much.
CREATE VIEW IF NOT EXISTS interaction_paths
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id  String                  COMMENT 'Interaction',
    queue           String                  COMMENT 'Queue of the first segment that was queued; empty when none was',
    agent           String                  COMMENT 'Agent of the latest accepted; empty when none',
    handled_at      DateTime64(3, 'UTC')    COMMENT 'Latest handle end of its segments; 1970-01-01 until one is handled',
    handled_queue   String                  COMMENT 'Queue of the segment that was handled last; empty when it was not queued',
    handled_agent   String                  COMMENT 'Agent of the segment that was handled last'
)
AS SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.interaction_id AS interaction_id,
    argMinIf(e.segment_queue, e.segment, e.offered) AS queue,
    argMaxMerge(e.agent_state) AS agent,
    maxIf(e.handle_end_at, e.handled) AS handled_at,
    tupleElement(argMaxIf((e.segment_queue, e.segment_agent), (e.handle_end_at, e.segment), e.handled), 1) AS handled_queue,
    tupleElement(argMaxIf((e.segment_queue, e.segment_agent), (e.handle_end_at, e.segment), e.handled), 2) AS handled_agent
FROM
(
    SELECT
        s.tenant AS tenant, s.placement_hour AS placement_hour, s.interaction_id AS interaction_id, s.segment AS segment,
        s.agent_state AS agent_state, finalizeAggregation(s.queue_state) AS segment_queue, finalizeAggregation(s.agent_state) AS segment_agent,
        s.queued_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AS offered,
        multiIf(s.ended_at > toDateTime64(0, 3, 'UTC'), s.ended_at, s.transferred_at >= s.accepted_at, s.transferred_at, s.wrapped_at) AS end_instant,
        s.accepted_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AND end_instant > toDateTime64(0, 3, 'UTC') AS handled,
        greatest(end_instant, s.wrapped_at) AS handle_end_at
    FROM segment_states AS s FINAL
) AS e
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Queues and agents of each interaction'
