-- Every change of state of every agent: each lasts until the agent's next one in the order of events. A second arrival has the
-- same key and collapses; read before that it is a change that lasts no time. Filled by agent_moments_mv.
CREATE TABLE IF NOT EXISTS agent_moments
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')         COMMENT 'Hour in which it occurred',
    agent           String                  COMMENT 'Agent',
    occurred_at     DateTime64(3, 'UTC')    COMMENT 'Instant from which the state holds',
    sequence        String                  COMMENT 'CloudEvents sequence; breaks ties in occurred_at',
    event_id        String                  COMMENT 'CloudEvents id; breaks ties after sequence',
    source          LowCardinality(String)  COMMENT 'CloudEvents source; breaks ties last',
    state           LowCardinality(String)  COMMENT 'State word as it was sent',
    reason          String                  COMMENT 'Reason; empty when none'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(placement_hour)
-- By time first: every question is about a range, most about all agents of a team.
ORDER BY (tenant, placement_hour, agent, occurred_at, sequence, event_id, source)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Changes of state of agents'
