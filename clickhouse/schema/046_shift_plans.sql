-- Every shift of every agent by its highest revision, whenever that arrives; one whose activities are empty is cancelled.
-- Filled by shift_plans_mv; read through the view planned_activities.
CREATE TABLE IF NOT EXISTS shift_plans
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    agent           String                                             COMMENT 'Agent',
    shift           String                                             COMMENT 'Id of the shift, told apart within the agent',
    first_from      SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest start of an activity in any revision; 2200-01-01 when none',
    last_to         SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest end of an activity in any revision; 1970-01-01 when none',
    plan_state      AggregateFunction(argMax, Tuple(Int64, Array(Tuple(String, DateTime64(3, 'UTC'), DateTime64(3, 'UTC')))), Tuple(Int64, DateTime64(3, 'UTC'), String, String, String))
                                                                       COMMENT 'Revision and activities (what, start, end) of the highest revision, the latest event of it'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, agent, shift)
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'Shifts of agents as aggregate states'
