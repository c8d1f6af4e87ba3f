-- Decisions about times in which an agent may leave the plan, each a distinct event: at every instant the latest that covers it
-- holds, so that a rejection takes an approval back. Filled by exception_decisions_mv.
CREATE TABLE IF NOT EXISTS exception_decisions
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    agent           String                  COMMENT 'Agent',
    occurred_at     DateTime64(3, 'UTC')    COMMENT 'Instant of the decision',
    sequence        String                  COMMENT 'CloudEvents sequence; breaks ties in occurred_at',
    event_id        String                  COMMENT 'CloudEvents id; breaks ties after sequence',
    source          LowCardinality(String)  COMMENT 'CloudEvents source; breaks ties last',
    from_at         DateTime64(3, 'UTC')    COMMENT 'Start of the time it is about',
    to_at           DateTime64(3, 'UTC')    COMMENT 'End of it',
    kind            LowCardinality(String)  COMMENT 'approved or rejected',
    reason          String                  COMMENT 'Reason; empty when none',
    decided_by      String                  COMMENT 'Who decided, where the event says so in the field by'
)
ENGINE = ReplacingMergeTree
ORDER BY (tenant, agent, occurred_at, sequence, event_id, source)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Decisions about exceptions to the plan'
