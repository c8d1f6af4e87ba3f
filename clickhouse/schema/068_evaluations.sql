-- Evaluations that were submitted, by their highest revision. Of two decisions about one revision the latest counts; a class
-- with an error applied, whether or not that was said.
CREATE VIEW IF NOT EXISTS evaluations
(
    tenant              LowCardinality(String)         COMMENT 'Owner of the row',
    evaluation_id       String                         COMMENT 'Evaluation',
    interaction_id      String                         COMMENT 'Interaction that was judged',
    agent               String                         COMMENT 'Who handled it',
    queue               String                         COMMENT 'Queue it was handled in; empty when not said',
    channel             String                         COMMENT 'Its channel; empty when not said',
    contact_at          DateTime64(3, 'UTC')           COMMENT 'When the contact was handled to its end',
    submitted_at        DateTime64(3, 'UTC')           COMMENT 'When the first revision was submitted',
    evaluator           String                         COMMENT 'Who judged it',
    form                String                         COMMENT 'Form',
    form_version        UInt16                         COMMENT 'Version of the form',
    kind                String                         COMMENT 'standard, second, calibration or review',
    lane                String                         COMMENT 'random, targeted or manual',
    revision            UInt16                         COMMENT 'The highest, which counts',
    raw_millionths      Nullable(Int64)                COMMENT 'Score before critical errors, 1000000 is all of it; null when nothing was scored',
    final_millionths    Nullable(Int64)                COMMENT 'Score after critical errors; null when nothing was scored',
    passed              Nullable(UInt8)                COMMENT '1: the final score is enough; null when nothing was scored',
    auto_failed         UInt8                          COMMENT '1: a critical error made the final score lower than the raw one',
    critical_applicable Array(String)                  COMMENT 'Classes of critical questions that could be judged: customer, business, compliance',
    critical_failed     Array(String)                  COMMENT 'Those of them with an error',
    work_ms             Nullable(Int64)                COMMENT 'How long the evaluator had the form open; null when not said',
    disputed_at         Nullable(DateTime64(3, 'UTC')) COMMENT 'Earliest dispute; null when none',
    disputes            UInt32                         COMMENT 'How many of its revisions were disputed',
    decided             UInt32                         COMMENT 'How many of its revisions were decided about',
    decided_revised     UInt32                         COMMENT 'How many of those decisions changed it',
    decided_outcome     String                         COMMENT 'upheld or revised: the decision about the highest revision that was decided about; empty when none',
    is_retracted        UInt8                          COMMENT '1: it was taken back and counts nowhere'
)
AS SELECT
    tenant, evaluation_id,
    newest.4 AS interaction_id, newest.5[1] AS agent, newest.5[2] AS queue, newest.5[3] AS channel,
    newest.3 AS contact_at, newest.2 AS submitted_at, newest.5[4] AS evaluator,
    newest.6.1 AS form, newest.6.2 AS form_version, newest.6.3 AS kind, newest.6.4 AS lane, newest.1 AS revision,
    newest.7.1 AS raw_millionths, newest.7.2 AS final_millionths, newest.7.3 AS passed, newest.7.4 AS auto_failed,
    arraySort(arrayDistinct(arrayConcat(newest.8, newest.9))) AS critical_applicable,
    arraySort(arrayDistinct(newest.9)) AS critical_failed,
    newest.10 AS work_ms,
    if(empty(disputes_set), NULL, arrayMin(dispute -> dispute.2, disputes_set)) AS disputed_at,
    toUInt32(length(arrayDistinct(arrayMap(dispute -> dispute.1, disputes_set)))) AS disputes,
    toUInt32(length(last_decisions)) AS decided,
    toUInt32(arrayCount(decision -> decision.7 = 'revised', last_decisions)) AS decided_revised,
    if(empty(last_decisions), '', last_decisions[1].7) AS decided_outcome,
    is_retracted
FROM
(
    SELECT
        s.tenant AS tenant, s.evaluation_id AS evaluation_id, s.disputes AS disputes_set,
        finalizeAggregation(s.newest_state) AS newest,
        arrayReverseSort(s.decisions) AS ordered,
        arrayFilter((decision, place) -> place = 1 OR ordered[place - 1].1 != decision.1, ordered, arrayEnumerate(ordered)) AS last_decisions,
        s.retracted_at > toDateTime64(0, 3, 'UTC') AS is_retracted
    FROM evaluation_states AS s FINAL
    WHERE s.last_at > toDateTime64(0, 3, 'UTC')
)
COMMENT 'Each evaluation that was submitted: what it comes to, and what became of it'
