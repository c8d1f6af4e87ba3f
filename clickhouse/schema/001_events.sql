-- Every distinct event received, as it came. All other tables are derived from this one and can be rebuilt from it.
CREATE TABLE IF NOT EXISTS events
(
    tenant          LowCardinality(String)    COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')           COMMENT 'Hour under which all events of the subject are stored; a place, never a fact',
    subject         String                    COMMENT 'Interaction, agent, mention, survey or queue the event is about',
    occurred_at     DateTime64(3, 'UTC')      COMMENT 'Instant of the event by the clock of its producer',
    sequence        String                    COMMENT 'CloudEvents sequence; breaks ties in occurred_at; empty when absent',
    type_rank       UInt8                     COMMENT 'Rank of the type in the contract; breaks ties in occurred_at',
    source          LowCardinality(String)    COMMENT 'CloudEvents source; with event_id the identity of the event',
    event_id        String                    COMMENT 'CloudEvents id',
    name            LowCardinality(String)    COMMENT 'Short type such as interaction.queued; empty for an unknown type',
    type            LowCardinality(String)    COMMENT 'CloudEvents type in full',
    segment         UInt16                    COMMENT 'Segment of the interaction, from 1; 0 when the event has none',
    queue           LowCardinality(String)    COMMENT 'Queue named by the event (of a transfer: the queue it went to); empty when none',
    agent           LowCardinality(String)    COMMENT 'Agent named by the event; empty when none',
    channel         LowCardinality(String)    COMMENT 'Channel named by the event; empty when none',
    direction       LowCardinality(String)    COMMENT 'inbound or outbound; empty when not said',
    customer        String                    COMMENT 'Customer named by the event; empty when none',
    actor           LowCardinality(String)    COMMENT 'Author of a message, or who ended; empty when not said',
    state           LowCardinality(String)    COMMENT 'State of an agent.state event; empty otherwise',
    reason          String                    COMMENT 'Reason of a state, a decline or an exception; empty when none',
    team            LowCardinality(String)    COMMENT 'Team named by an agent event; empty when none',
    display_name    String                    COMMENT 'Name given by an agent or queue event; empty when none',
    queues          Array(LowCardinality(String)) COMMENT 'Queues an agent serves, of agent.state; empty when not said',
    resolved        Int8                      COMMENT 'resolved of a wrap-up: 1 yes, 0 no, -1 not said',
    topic           String                    COMMENT 'Topic named by the event; empty when none',
    disposition     String                    COMMENT 'Disposition of a wrap-up; empty when none',
    data            String                    COMMENT 'data of the event, JSON as received' CODEC(ZSTD(3)),
    attributes      String                    COMMENT 'Time as the producer wrote it and CloudEvents extensions, JSON' CODEC(ZSTD(3)),
    from_future     UInt8                     COMMENT '1 when the event was 5 minutes to 24 hours ahead of our clock on arrival',
    received_at     DateTime64(3, 'UTC')      COMMENT 'Instant of arrival at ingest' CODEC(Delta, ZSTD(1)),
    batch_id        String                    COMMENT 'Batch that carried the row, for reconciliation' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
-- By month: an import of old data must not touch more partitions than one insert may.
PARTITION BY toYYYYMM(placement_hour)
-- The timeline of one subject is one range; a second arrival of an event has the same key and collapses.
ORDER BY (tenant, placement_hour, subject, occurred_at, source, event_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, min_free_disk_bytes_to_perform_insert = 200000000
COMMENT 'Raw events, one row each once merged; read with FINAL'
