-- What became of an evaluation, merged from events whatever their order and number: the highest revision, what was disputed
-- and decided, whether it was taken back. By id alone: it is disputed on another day than it is submitted.
-- Filled by evaluation_states_mv; read through the view evaluations.
CREATE TABLE IF NOT EXISTS evaluation_states
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    evaluation_id   String                                             COMMENT 'Evaluation',
    first_at        SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest instant at which any revision counts, by submission or by contact; 2200-01-01 when none',
    last_at         SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest such instant; 1970-01-01 when none',
    retracted_at    SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest retraction; 1970-01-01 when none',
    interactions    SimpleAggregateFunction(groupUniqArrayArray, Array(String))
                                                                       COMMENT 'Interactions its revisions name: one',
    disputes        SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(UInt16, DateTime64(3, 'UTC'))))
                                                                       COMMENT 'Revision that was disputed, and when',
    decisions       SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(UInt16, DateTime64(3, 'UTC'), String, UInt8, String, String, String)))
                                                                       COMMENT 'Revision, instant, sequence, rank, id and source of each decision, and its outcome',
    newest_state    AggregateFunction(argMax, Tuple(UInt16, DateTime64(3, 'UTC'), DateTime64(3, 'UTC'), String, Array(String), Tuple(String, UInt16, String, String), Tuple(Nullable(Int64), Nullable(Int64), Nullable(UInt8), UInt8), Array(String), Array(String), Nullable(Int64)), Tuple(UInt16, DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                       COMMENT 'The highest revision, the latest event of it: its number; submitted, contact; interaction; agent, queue, channel, evaluator; form, version, kind, lane; raw and final score in millionths, passed, failed by an error; classes that applied, classes with an error; work'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, evaluation_id)
SETTINGS index_granularity = 512, non_replicated_deduplication_window = 10000
COMMENT 'State of each evaluation as aggregate states'
