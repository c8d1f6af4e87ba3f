-- Scores become millionths, halves upwards.
CREATE MATERIALIZED VIEW IF NOT EXISTS evaluation_states_mv TO evaluation_states AS
SELECT
    tenant, evaluation_id,
    min(if(is_revision, least(submitted_at, contact_at), toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS first_at,
    max(if(is_revision, greatest(submitted_at, contact_at), toDateTime64(0, 3, 'UTC'))) AS last_at,
    max(if(name = 'evaluation.retracted', occurred_at, toDateTime64(0, 3, 'UTC'))) AS retracted_at,
    groupUniqArrayIf(interaction, is_revision) AS interactions,
    groupUniqArrayIf((revision, occurred_at), name = 'evaluation.disputed') AS disputes,
    groupUniqArrayIf((revision, occurred_at, sequence, type_rank, event_id, source, outcome), name = 'evaluation.decided') AS decisions,
    argMaxIfState(
        (revision, submitted_at, contact_at, interaction, people,
            (form, form_version, kind, lane),
            (scores[1], scores[2], passed, auto_failed),
            applicable, failed, work_ms),
        (revision, occurred_at, sequence, type_rank, event_id, source), is_revision) AS newest_state
FROM
(
    SELECT
        e.tenant AS tenant, e.subject AS evaluation_id, toString(e.name) AS name, e.occurred_at AS occurred_at,
        e.sequence AS sequence, e.type_rank AS type_rank, e.event_id AS event_id, toString(e.source) AS source,
        e.name IN ('evaluation.submitted', 'evaluation.revised') AS is_revision,
        toUInt16(JSONExtractUInt(e.data, 'revision')) AS revision,
        JSONExtractString(e.data, 'outcome') AS outcome,
        parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'submittedAt')), 3, 'UTC') AS submitted_at,
        parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'contactAt')), 3, 'UTC') AS contact_at,
        JSONExtractString(e.data, 'interaction') AS interaction,
        [toString(e.agent), toString(e.queue), toString(e.channel), JSONExtractString(e.data, 'evaluator')] AS people,
        JSONExtractString(e.data, 'form') AS form,
        toUInt16(JSONExtractUInt(e.data, 'formVersion')) AS form_version,
        JSONExtractString(e.data, 'kind') AS kind,
        JSONExtractString(e.data, 'lane') AS lane,
        arrayMap(score -> toInt64(floor(score * 1000000 + 0.5)),
            [JSONExtract(e.data, 'rawScore', 'Nullable(Float64)'), JSONExtract(e.data, 'finalScore', 'Nullable(Float64)')]) AS scores,
        toUInt8(JSONExtract(e.data, 'passed', 'Nullable(Bool)')) AS passed,
        toUInt8(JSONExtractBool(e.data, 'autoFailed')) AS auto_failed,
        JSONExtract(e.data, 'criticalApplicable', 'Array(String)') AS applicable,
        JSONExtract(e.data, 'criticalFailed', 'Array(String)') AS failed,
        JSONExtract(e.data, 'workMs', 'Nullable(Int64)') AS work_ms
    FROM events AS e
    WHERE e.name IN ('evaluation.submitted', 'evaluation.revised', 'evaluation.disputed', 'evaluation.decided', 'evaluation.retracted')
)
GROUP BY tenant, evaluation_id
COMMENT 'Feeds evaluation_states'
