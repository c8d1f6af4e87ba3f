-- Finalised states of segments, instants as stored (2200-01-01 and 1970-01-01 for "none"), so that filters reach the indexes.
CREATE VIEW IF NOT EXISTS segments
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id  String                  COMMENT 'Interaction',
    segment         UInt16                  COMMENT 'Number of the segment',
    last_event_at   DateTime64(3, 'UTC')    COMMENT 'Latest event of the segment',
    settled_at      DateTime64(3, 'UTC')    COMMENT 'Earliest accepted or exit; 2200-01-01 while waiting',
    queued_at       DateTime64(3, 'UTC')    COMMENT 'Earliest queued; 2200-01-01 when none',
    accepted_at     DateTime64(3, 'UTC')    COMMENT 'Earliest accepted; 2200-01-01 when none',
    ended_at        DateTime64(3, 'UTC')    COMMENT 'Latest ended; 1970-01-01 when none',
    transferred_at  DateTime64(3, 'UTC')    COMMENT 'Latest transferred; 1970-01-01 when none',
    wrapped_at      DateTime64(3, 'UTC')    COMMENT 'Latest wrapped; 1970-01-01 when none',
    queue           String                  COMMENT 'Queue of the earliest queued; empty when none',
    agent           String                  COMMENT 'Agent of the latest accepted; empty when none',
    exit_kind       String                  COMMENT 'Kind of the earliest exit: abandoned, flowed_out, closed; empty when none',
    exit_at         DateTime64(3, 'UTC')    COMMENT 'Instant of the earliest exit; 1970-01-01 when none',
    holds           Array(Tuple(DateTime64(3, 'UTC'), String, String, String, Int8)) COMMENT 'Distinct held and resumed'
)
AS SELECT
    s.tenant AS tenant,
    s.placement_hour AS placement_hour,
    s.interaction_id AS interaction_id,
    s.segment AS segment,
    s.last_event_at AS last_event_at,
    s.settled_at AS settled_at,
    s.queued_at AS queued_at,
    s.accepted_at AS accepted_at,
    s.ended_at AS ended_at,
    s.transferred_at AS transferred_at,
    s.wrapped_at AS wrapped_at,
    finalizeAggregation(s.queue_state) AS queue,
    finalizeAggregation(s.agent_state) AS agent,
    tupleElement(finalizeAggregation(s.exit_state), 1) AS exit_kind,
    tupleElement(finalizeAggregation(s.exit_state), 2) AS exit_at,
    s.holds AS holds
FROM segment_states AS s FINAL
COMMENT 'State of each segment'
