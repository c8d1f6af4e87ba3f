CREATE MATERIALIZED VIEW IF NOT EXISTS shift_plans_mv TO shift_plans AS
SELECT
    e.tenant AS tenant,
    e.subject AS agent,
    JSONExtractString(e.data, 'shift') AS shift,
    min(arrayMin(arrayPushBack(arrayMap(activity -> parseDateTime64BestEffortOrZero(upper(activity.2), 3, 'UTC'),
        JSONExtract(e.data, 'activities', 'Array(Tuple(activity String, start String, end String))')), toDateTime64('2200-01-01 00:00:00', 3, 'UTC')))) AS first_from,
    max(arrayMax(arrayPushBack(arrayMap(activity -> parseDateTime64BestEffortOrZero(upper(activity.3), 3, 'UTC'),
        JSONExtract(e.data, 'activities', 'Array(Tuple(activity String, start String, end String))')), toDateTime64(0, 3, 'UTC')))) AS last_to,
    argMaxState(
        (JSONExtractInt(e.data, 'revision'),
            arrayMap(activity -> (activity.1, parseDateTime64BestEffortOrZero(upper(activity.2), 3, 'UTC'), parseDateTime64BestEffortOrZero(upper(activity.3), 3, 'UTC')),
                JSONExtract(e.data, 'activities', 'Array(Tuple(activity String, start String, end String))'))),
        (JSONExtractInt(e.data, 'revision'), e.occurred_at, e.sequence, e.event_id, toString(e.source))) AS plan_state
FROM events AS e
WHERE e.name = 'schedule.shift'
GROUP BY tenant, agent, shift
COMMENT 'Feeds shift_plans'
