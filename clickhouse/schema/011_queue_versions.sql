-- Settings of queues by the moment they are valid from; each field on its own, so that a version may say only what changes.
-- Filled by queue_versions_mv; read through the view queue_rules.
CREATE TABLE IF NOT EXISTS queue_versions
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    queue               String                  COMMENT 'Queue',
    valid_from          DateTime64(3, 'UTC')    COMMENT 'Moment from which the version holds; 1970-01-01 when not said',
    name_state          AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Name',
    channel_state       AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Channel',
    threshold_state     AggregateFunction(argMax, Int64, Tuple(DateTime64(3, 'UTC'), String, String, String))  COMMENT 'T in milliseconds plus one; 0 when not said',
    short_abandon_state AggregateFunction(argMax, Int64, Tuple(DateTime64(3, 'UTC'), String, String, String))  COMMENT 'S in milliseconds plus one; 0 when not said',
    formula_state       AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Letter of the service level formula',
    zone_state          AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'IANA time zone'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, queue, valid_from)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Versions of the settings of queues as aggregate states'
