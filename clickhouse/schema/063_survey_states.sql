-- What was asked of a customer and what the answer was, merged from events whatever their order and number. A survey may
-- ask several questions under one id, each of another kind. By id alone: it is sent on one day and answered on another.
-- Filled by survey_states_mv; read through the view surveys.
CREATE TABLE IF NOT EXISTS survey_states
(
    tenant              LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    survey_id           String                                             COMMENT 'Survey',
    kind                LowCardinality(String)                             COMMENT 'csat, nps, ces or fcr',
    first_event_at      SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest event',
    last_event_at       SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest event',
    sent_at             SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest sent; 2200-01-01 when none',
    stray_at            SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest answer beyond its own scale; 1970-01-01 when none',
    answer_state        AggregateFunction(argMax, Tuple(DateTime64(3, 'UTC'), Int64, Int64, Int64), Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Latest answer on its scale: instant; score, least and greatest score in thousandths',
    interaction_state   AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Interaction of the latest event that names one'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, survey_id, kind)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'State of each question of each survey as aggregate states'
