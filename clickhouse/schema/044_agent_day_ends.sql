-- The last change of state of each agent in each UTC day in which there was one: what held when a range begins is found
-- without reading the years before it. Filled by agent_day_ends_mv.
CREATE TABLE IF NOT EXISTS agent_day_ends
(
    tenant      LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    day         Date                    COMMENT 'UTC day',
    agent       String                  COMMENT 'Agent',
    last_state  AggregateFunction(argMax, Tuple(String, String, DateTime64(3, 'UTC')), Tuple(DateTime64(3, 'UTC'), String, String, String))
                                        COMMENT 'State, reason and instant of the last agent.state of the day'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, day, agent)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Last state of each agent in each day as aggregate states'
