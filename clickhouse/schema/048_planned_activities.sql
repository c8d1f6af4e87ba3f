-- Activities of the highest revision of each shift, as they were sent. Where some of an agent overlap, whoever reads them
-- decides by the rule of the metrics: the one that starts later holds.
CREATE VIEW IF NOT EXISTS planned_activities
(
    tenant      LowCardinality(String)  COMMENT 'Owner of the row',
    agent       String                  COMMENT 'Agent',
    shift       String                  COMMENT 'Id of the shift',
    revision    Int64                   COMMENT 'Highest revision of the shift',
    position    UInt32                  COMMENT 'Place in the list of the shift, from 1',
    activity    String                  COMMENT 'on_queue, break, meal, meeting, training, coaching, backoffice or time_off',
    from_at     DateTime64(3, 'UTC')    COMMENT 'Start',
    to_at       DateTime64(3, 'UTC')    COMMENT 'End; after the start'
)
AS SELECT
    p.tenant AS tenant,
    p.agent AS agent,
    p.shift AS shift,
    p.revision AS revision,
    position,
    planned.1 AS activity,
    planned.2 AS from_at,
    planned.3 AS to_at
FROM
(
    SELECT
        s.tenant AS tenant,
        s.agent AS agent,
        s.shift AS shift,
        tupleElement(finalizeAggregation(s.plan_state), 1) AS revision,
        tupleElement(finalizeAggregation(s.plan_state), 2) AS activities
    FROM shift_plans AS s FINAL
) AS p
ARRAY JOIN p.activities AS planned, arrayEnumerate(p.activities) AS position
WHERE planned.3 > planned.2
COMMENT 'What agents are planned to do'
