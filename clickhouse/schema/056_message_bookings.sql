-- Response times, booked at the customer's message. A run is an unbroken row of customer messages; the agent message after it
-- answers it. The first answered run of an opening is its first response; a reopening starts the next opening. In business
-- time only what is of a queue that had a schedule when the customer wrote.
CREATE OR REPLACE VIEW message_bookings
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour              DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id              String                  COMMENT 'Interaction',
    segment                     UInt16                  COMMENT 'Segment of the message that asked',
    last_event_at               DateTime64(3, 'UTC')    COMMENT 'Latest message or reopening of the interaction',
    queue                       String                  COMMENT 'Queue of that segment, else the queue of created',
    channel                     String                  COMMENT 'Channel of the interaction',
    agent                       String                  COMMENT 'Agent who answered',
    booked_at                   DateTime64(3, 'UTC')    COMMENT 'Instant of the message that asked',
    first_responses             UInt64                  COMMENT 'First responses of an opening',
    first_response_ms           UInt64                  COMMENT 'From the first customer message of the opening to the first agent message after it',
    responses                   UInt64                  COMMENT 'Answered runs of customer messages',
    response_ms                 UInt64                  COMMENT 'From the first message of the run to the agent message that answers it',
    first_responses_business    UInt64                  COMMENT 'First responses of a queue with a schedule',
    first_response_business_ms  UInt64                  COMMENT 'Time to them in which the queue was attended',
    responses_business          UInt64                  COMMENT 'Responses of a queue with a schedule',
    response_business_ms        UInt64                  COMMENT 'Time to them in which the queue was attended'
)
AS SELECT
    m.tenant AS tenant,
    m.placement_hour AS placement_hour,
    m.interaction_id AS interaction_id,
    m.segment AS segment,
    m.last_event_at AS last_event_at,
    m.queue AS queue,
    m.channel AS channel,
    m.agent AS agent,
    m.asked_at AS booked_at,
    toUInt64(m.is_first) AS first_responses,
    toUInt64(if(m.is_first, m.response_ms, 0)) AS first_response_ms,
    toUInt64(NOT m.is_first) AS responses,
    toUInt64(if(m.is_first, 0, m.response_ms)) AS response_ms,
    toUInt64(m.is_first AND asked.is_scheduled) AS first_responses_business,
    toUInt64(if(m.is_first AND asked.is_scheduled, (answered.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', answered.open_from, m.answered_at))), answered.open_ms)) - (asked.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', asked.open_from, m.asked_at))), asked.open_ms)), 0)) AS first_response_business_ms,
    toUInt64(NOT m.is_first AND asked.is_scheduled) AS responses_business,
    toUInt64(if(NOT m.is_first AND asked.is_scheduled, (answered.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', answered.open_from, m.answered_at))), answered.open_ms)) - (asked.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', asked.open_from, m.asked_at))), asked.open_ms)), 0)) AS response_business_ms
FROM
(
    SELECT
        r.tenant AS tenant, r.placement_hour AS placement_hour, r.interaction_id AS interaction_id, r.segment AS segment,
        r.last_event_at AS last_event_at, if(s.queue != '', s.queue, i.entry_queue) AS queue, i.channel AS channel,
        r.agent AS agent, r.asked_at AS asked_at, r.answered_at AS answered_at, r.is_first AS is_first, r.response_ms AS response_ms
    FROM
    (
        SELECT
            tenant, placement_hour, interaction_id, last_event_at,
            arrayJoin(arrayConcat(
                -- Runs and their answers alternate, so the n-th answer belongs to the n-th run.
                arrayMap((asked, answer) -> (asked, answer, 0), arrayResize(runs, length(answers)), answers),
                arrayFilter(pair -> pair.2.2 = 2, arrayMap(
                    asked -> (asked, arrayFirst(turn -> turn.2 = 2 AND turn.5 = asked.5 AND turn.6 > asked.6, messages), 1),
                    opening_questions)))) AS pair,
            pair.1.1 AS asked_at,
            pair.1.3 AS segment,
            pair.2.4 AS agent,
            pair.2.1 AS answered_at,
            pair.3 = 1 AS is_first,
            greatest(0, dateDiff('millisecond', pair.1.1, pair.2.1)) AS response_ms
        FROM
        (
            SELECT
                tenant, placement_hour, interaction_id, last_event_at, messages,
                arrayFilter((turn, before) -> turn.2 = 1 AND before != 1, messages, kind_before) AS runs,
                arrayFilter((turn, before) -> turn.2 = 2 AND before = 1, messages, kind_before) AS answers,
                -- The first customer message of each opening.
                arrayFilter((turn, position) -> indexOf(questions.5, turn.5) = position, questions, arrayEnumerate(questions)) AS opening_questions
            FROM
            (
                SELECT
                    tenant, placement_hour, interaction_id, last_event_at,
                    arrayFilter(turn -> turn.2 != 3, numbered) AS messages,
                    arrayFilter(turn -> turn.2 = 1, numbered) AS questions,
                    arraySlice(arrayPushFront(messages.2, 0), 1, length(messages)) AS kind_before
                FROM
                (
                    SELECT
                        t.tenant AS tenant, t.placement_hour AS placement_hour, t.interaction_id AS interaction_id, t.last_event_at AS last_event_at,
                        arraySort(t.turns) AS ordered,
                        -- Instant, kind, segment, agent, opening, position.
                        arrayMap((turn, opening, position) -> (turn.1, turn.6, turn.7, turn.8, opening, position),
                            ordered, arrayCumSum(arrayMap(turn -> turn.6 = 3, ordered)), arrayEnumerate(ordered)) AS numbered
                    FROM message_turns AS t FINAL
                )
            )
        )
    ) AS r
    LEFT JOIN interactions AS i ON i.tenant = r.tenant AND i.placement_hour = r.placement_hour AND i.interaction_id = r.interaction_id
    LEFT JOIN segments AS s ON s.tenant = r.tenant AND s.placement_hour = r.placement_hour AND s.interaction_id = r.interaction_id AND s.segment = r.segment
) AS m
ASOF LEFT JOIN openings AS asked ON asked.tenant = m.tenant AND asked.queue = m.queue AND asked.open_from <= m.asked_at
ASOF LEFT JOIN openings AS answered ON answered.tenant = m.tenant AND answered.queue = m.queue AND answered.open_from <= m.answered_at
COMMENT 'Response times of written contacts'
