/**
 * What agents do with their time: states, plans, decisions and contacts as marks on the line of each agent, put in order and
 * swept once. Whole milliseconds; the verdicts are those of src/lib/domain/workforce/adherence-atoms.ts, its second witness.
 */
import { SMALLEST_GROUP } from '#lib/domain/access/small-group.ts';
import { BY_AGENT } from '#lib/domain/metrics/catalogue/entry.ts';
import { QUARTER_MS } from '#lib/domain/metrics/interval.ts';
import {
	ACTIVITIES,
	ADHERENCE_MARGIN_MS,
	GRACE_MS,
	SHORT_STRETCH_MS
} from '#lib/domain/workforce/activity.ts';
import { SCOPE_PARAMS } from '../../clickhouse/scope-params.ts';
import { AGENT_IN_SCOPE } from '../row-scope.ts';
import { SHIFTS_BETWEEN } from '../workforce.ts';
import type { MeasureSource } from './source.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** From the beginning of a day, so that what held before is in agent_day_ends. */
const START = `(intDiv(greatest({fromMs: Int64} - ${ADHERENCE_MARGIN_MS}, ${DAY_MS}), ${DAY_MS}) * ${DAY_MS})`;
/** Stretches go on past the range, but not past now. */
const END = `least({toMs: Int64} + ${ADHERENCE_MARGIN_MS}, {nowMs: Int64})`;
/** Of plans, also what is still to come: its edges have grace. */
const PLAN_START = `(${START} - ${10 * MINUTE_MS})`;
const PLAN_END = `({toMs: Int64} + ${ADHERENCE_MARGIN_MS + 10 * MINUTE_MS})`;
const instant = (ms: string): string => `fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')`;

/** Codes of states; those of on_queue first. What is not listed is a word of the producer. */
const STATES = [
	'',
	'available',
	'handling',
	'wrapping',
	'break',
	'meal',
	'meeting',
	'training',
	'coaching',
	'backoffice'
];
const AVAILABLE = 1;
const UNKNOWN = 10;
/** What each state amounts to: those of the queue are one. */
const CLASS = '[0, 1, 1, 1, 4, 5, 6, 7, 8, 9, 10]';
const TIME_OFF = 11;
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
const STATE_CODE = (state: string): string =>
	`transform(${state}, [${quoted(STATES)}, 'absent', 'offline'], [${STATES.map((_, code) => code).join(', ')}, 0, 0], ${UNKNOWN})`;
/** An activity has the code of its state: 1 for on_queue, TIME_OFF for time off. */
const codeOf = (activity: string): number =>
	activity === 'on_queue'
		? AVAILABLE
		: activity === 'time_off'
			? TIME_OFF
			: STATES.indexOf(activity);
const ACTIVITY_CODE = `transform(p.activity, [${quoted(ACTIVITIES)}], [${ACTIVITIES.map(codeOf).join(', ')}], 0)`;

/** A mark is its instant × 256 plus what it says; those of one instant are in the order of these. */
const SAYS = {
	state: 0,
	plan: 16,
	excused: 32,
	contactEnds: 48,
	contactBegins: 49,
	graceEnds: 64,
	graceBegins: 80
};
const mark = (ms: string, says: string | number): string => `(${ms}) * 256 + ${says}`;

/** Agents with their team; those who only have a plan have none. */
const AGENTS = `(
	SELECT agent, finalizeAggregation(team_state) AS team FROM agent_states FINAL WHERE tenant = {tenant: String}
	UNION ALL SELECT DISTINCT k.agent AS agent, '' AS team FROM shift_plans AS k
	WHERE k.tenant = {tenant: String} AND k.agent NOT IN (SELECT agent FROM agent_states WHERE tenant = {tenant: String}))`;
const IN_SCOPE = AGENT_IN_SCOPE({ agent: 'g.agent', team: 'g.team' });
/**
 * As the scope and the filters say once more at the end: nobody else is read. GLOBAL, because an agent's contacts lie on
 * other shards, and because the database refuses to see that itself where a list is made of two tables.
 */
const REACHED = (agent: string): string => `${agent} GLOBAL IN (
	SELECT g.agent FROM ${AGENTS} AS g
	WHERE ${IN_SCOPE}
		AND (empty({agent: Array(String)}) OR g.agent IN {agent: Array(String)})
		AND (empty({team: Array(String)}) OR g.team IN {team: Array(String)}))`;
/** Times of a few people are not told to whoever may not know them one by one. */
const ENOUGH_PEOPLE = `(${SCOPE_PARAMS.namesAgents} OR (SELECT count() FROM ${AGENTS} AS g WHERE ${IN_SCOPE}) >= ${SMALLEST_GROUP})`;

const STATE_MARKS = `
	SELECT agent, ${mark(`${START} - 1`, STATE_CODE('tupleElement(argMaxMerge(last_state), 1)'))} AS mark
	FROM agent_day_ends
	WHERE tenant = {tenant: String} AND day < toDate(${instant(START)}, 'UTC') AND ${REACHED('agent')}
	GROUP BY agent
	UNION ALL
	SELECT agent, ${mark('toUnixTimestamp64Milli(occurred_at)', `argMax(${STATE_CODE('state')}, (sequence, event_id, toString(source)))`)} AS mark
	FROM agent_moments
	WHERE tenant = {tenant: String} AND placement_hour >= ${instant(START)} AND placement_hour < ${instant(END)}
		AND occurred_at < ${instant(END)} AND ${REACHED('agent')}
	GROUP BY agent, occurred_at`;

/**
 * Spans (agent, from_ms, to_ms, value, rank) cut into (agent, piece.1, piece.2, piece.3) of which each instant has one: that
 * of the highest rank. Worked out day by day, since spans are few in a day and many in a year.
 */
const LAST_HOLDS = (spans: string): string => `(
	SELECT agent, arrayJoin(arrayFilter(piece -> piece.3 > 0, arrayMap((begins, ends) ->
		(begins, ends, arrayLast(span -> span.1 <= begins AND begins < span.2, spans).3), arrayPopBack(edges), arrayPopFront(edges)))) AS piece
	FROM (
		SELECT agent, arraySort(span -> span.4, groupArray((from_ms, to_ms, value, rank))) AS spans,
			arraySort(arrayDistinct(arrayConcat(
				arrayMap(span -> greatest(span.1, day * ${DAY_MS}), spans), arrayMap(span -> least(span.2, (day + 1) * ${DAY_MS}), spans)))) AS edges
		FROM (${spans})
		ARRAY JOIN range(intDiv(greatest(from_ms, ${PLAN_START}), ${DAY_MS}), intDiv(least(to_ms, ${PLAN_END}) - 1, ${DAY_MS}) + 1) AS day
		GROUP BY agent, day
	))`;
const TOUCHES = `p.to_at > ${instant(PLAN_START)} AND p.from_at < ${instant(PLAN_END)} AND p.to_at > p.from_at`;
const FROM_TO = `toUnixTimestamp64Milli(p.from_at) AS from_ms, toUnixTimestamp64Milli(p.to_at) AS to_ms`;

/** The same precedence as in src/lib/domain/workforce/plan.ts. */
const PLAN = LAST_HOLDS(`
	SELECT p.agent AS agent, ${FROM_TO}, ${ACTIVITY_CODE} AS value, (from_ms, -to_ms, p.shift, p.position) AS rank
	FROM planned_activities AS p
	WHERE p.tenant = {tenant: String} AND ${SHIFTS_BETWEEN('p', instant(PLAN_START), instant(PLAN_END))} AND ${TOUCHES} AND ${REACHED('p.agent')}`);

/** Each activity from its start to its end, and with grace around it; what is planned nowhere has grace as well. */
const PLAN_MARKS = `
	SELECT agent, arrayJoin(arrayConcat(
		arrayMap(span -> ${mark('span.1', `${SAYS.plan} + span.3`)}, spans),
		arrayMap(span -> ${mark('span.2', SAYS.plan)}, spans),
		arrayMap(span -> ${mark(`span.1 - ${GRACE_MS}`, `${SAYS.graceBegins} + span.3 % ${TIME_OFF}`)}, spans),
		arrayMap(span -> ${mark(`span.2 + ${GRACE_MS}`, `${SAYS.graceEnds} + span.3 % ${TIME_OFF}`)}, spans),
		arrayMap(gap -> ${mark(`gap.1 - ${GRACE_MS}`, SAYS.graceBegins)}, gaps),
		arrayMap(gap -> ${mark(`gap.2 + ${GRACE_MS}`, SAYS.graceEnds)}, gaps))) AS mark
	FROM (
		SELECT agent, arraySort(groupArray(piece)) AS spans,
			arrayFilter(gap -> gap.1 < gap.2, arrayMap((ends, begins) -> (ends, begins),
				arrayPushFront(spans.2, ${PLAN_START}), arrayPushBack(spans.1, ${PLAN_END}))) AS gaps
		FROM ${PLAN} GROUP BY agent
	)`;

const APPROVED = LAST_HOLDS(`
	SELECT p.agent AS agent, ${FROM_TO}, if(p.kind = 'approved', 1, 2) AS value, (p.occurred_at, p.sequence, p.event_id, toString(p.source)) AS rank
	FROM exception_decisions AS p
	WHERE p.tenant = {tenant: String} AND ${TOUCHES} AND ${REACHED('p.agent')}`);
const EXCUSE_MARKS = `
	SELECT agent, arrayJoin([${mark('piece.1', SAYS.excused + 1)}, ${mark('piece.2', SAYS.excused)}]) AS mark
	FROM ${APPROVED} WHERE piece.3 = 1`;

/** From accepted to the end of handling as in segment_facts; of contacts that have ended. */
const CONTACT_MARKS = `
	SELECT agent, arrayJoin([${mark(`greatest(begins, ${START})`, SAYS.contactBegins)}, ${mark('ends', SAYS.contactEnds)}]) AS mark
	FROM (
		SELECT s.agent AS agent, toUnixTimestamp64Milli(s.accepted_at) AS begins,
			multiIf(s.ended_at > ${instant('0')}, s.ended_at, s.transferred_at >= s.accepted_at, s.transferred_at, s.wrapped_at) AS contact_end,
			if(contact_end > ${instant('0')}, toUnixTimestamp64Milli(greatest(contact_end, s.wrapped_at)), 0) AS ends
		FROM segments AS s
		WHERE s.tenant = {tenant: String} AND s.last_event_at > ${instant(START)} AND s.settled_at < ${instant(END)}
			AND s.accepted_at < ${instant(END)} AND ${REACHED('s.agent')}
	) WHERE ends > greatest(begins, ${START})`;

/** All marks of an agent in order, from the beginning of time and with one at the end. */
const LINES = `(
	SELECT agent, arrayConcat([0, ${SAYS.plan}, ${SAYS.excused}], arraySort(groupArray(mark)), [${mark(END, SAYS.plan)}]) AS marks
	FROM (
		${STATE_MARKS}
		UNION ALL ${PLAN_MARKS}
		UNION ALL ${EXCUSE_MARKS}
		UNION ALL ${CONTACT_MARKS}
	) WHERE mark < (${END}) * 256 AND ${ENOUGH_PEOPLE} GROUP BY agent)`;

/** What is in effect after each mark: the last of its kind up to there. */
const IN_EFFECT = (kind: number): string => `arrayFill(code -> intDiv(code, 16) = ${kind}, codes)`;
// In steps, each naming what the next builds on: the analyzer takes far longer over aliases of aliases.
const STRETCHES = `(
	SELECT agent, begins, ends, states, classes, plans, excuses, contacts, graces, outs,
		arrayMap((begin, end) -> end - begin < ${SHORT_STRETCH_MS}, arrayFill((end, part) -> part, ends, parts), arrayReverseFill((begin, part) -> part, begins, parts)) AS shorts
	FROM (
		-- Marks of one instant have no time between them, and part nothing.
		SELECT *, arrayMap((out, begin, end) -> (1 - out) * (begin < end) > 0, outs, begins, ends) AS parts
		FROM (
			SELECT *, arrayMap((plan, excused, class) -> (plan > 0) * (plan != ${TIME_OFF}) * (1 - excused) * (plan != class), plans, excuses, classes) AS outs
			FROM (
				SELECT agent, begins,
					arrayPushBack(arrayPopFront(begins), ${END} + 1) AS ends,
					${IN_EFFECT(0)} AS states,
					arrayMap(state -> ${CLASS}[state + 1], states) AS classes,
					arrayMap(code -> if(code < ${SAYS.plan}, 0, code - ${SAYS.plan}), ${IN_EFFECT(1)}) AS plans,
					arrayMap(code -> code = ${SAYS.excused + 1}, ${IN_EFFECT(2)}) AS excuses,
					arrayCumSum(arrayMap(code -> toInt32(code = ${SAYS.contactBegins}) - toInt32(code = ${SAYS.contactEnds}), codes)) AS contacts,
					-- A counter of 6 bits for each class of activity that is within its grace.
					arrayCumSum(arrayMap(code -> bitShiftLeft(toInt64(1), least(code % 16, 9) * 6) * multiIf(code >= ${SAYS.graceBegins}, 1, code >= ${SAYS.graceEnds}, -1, 0), codes)) AS graces
				FROM (
					SELECT agent, arrayMap(one -> bitShiftRight(one, 8), marks) AS begins, arrayMap(one -> toUInt8(bitAnd(one, 255)), marks) AS codes
					FROM ${LINES}
				)
			)
		)
	)
)`;

/**
 * Each measure of measures.ts: the time in which its condition holds. Conditions are products of 0 and 1: what the analyzer
 * does with AND and OR would go through everything below once for each of them.
 */
const CONDITIONS = {
	on_queue_ms: 'on_queue',
	busy_ms: `on_queue * greatest(state > ${AVAILABLE}, in_contact)`,
	productive_ms: 'productive',
	scheduled_ms: '(plan > 0)',
	on_queue_scheduled_ms: '(plan = 1)',
	neutral_ms: '(plan > 0) * (1 - assessed)',
	assessed_ms: 'assessed',
	recognised_ms: `assessed * (state != ${UNKNOWN})`,
	adherent_ms: 'assessed * (1 - out)',
	adherent_adjusted_ms: 'assessed * greatest(1 - out, short, in_grace)',
	paid_ms: 'paid',
	unavailable_ms: 'paid * (1 - on_queue)',
	planned_unavailable_ms: 'paid * (plan != 1)'
};
const PLAN_WORDS = `transform(plan, [0, ${ACTIVITIES.map(codeOf).join(', ')}], ['nothing', ${quoted(ACTIVITIES)}], '')`;
const STATE_WORDS = `transform(state, [${STATES.map((_, code) => code).join(', ')}], ['away', ${quoted(STATES.slice(1))}], 'unknown')`;

/** Stretches in which nothing changes, of those that count for anything, within the range. */
const COUNTED = `(
	SELECT agent, state, plan, contact > 0 AS in_contact, out, short,
		class = 1 AS on_queue,
		greatest(on_queue, (class >= ${STATES.indexOf('meeting')}) * (class <= ${STATES.indexOf('backoffice')})) AS productive,
		(plan > 0) * (plan != ${TIME_OFF}) * (1 - excused) AS assessed,
		(plan > 0) * (plan != ${STATES.indexOf('meal')}) AS paid,
		(class != ${UNKNOWN}) * (bitAnd(bitShiftRight(grace, least(class, 9) * 6), 63) > 0) AS in_grace,
		greatest(begin, {fromMs: Int64}) AS first_ms, least(end, {toMs: Int64}, {nowMs: Int64}) AS last_ms
	FROM ${STRETCHES} AS r
	ARRAY JOIN begins AS begin, ends AS end, states AS state, classes AS class, plans AS plan, excuses AS excused, contacts AS contact, graces AS grace, outs AS out, shorts AS short
	WHERE (first_ms < last_ms) * greatest(plan > 0, productive))`;

/** The same cut at every quarter of an hour. */
const PIECES = `(
	SELECT r.agent AS agent, g.team AS team, '' AS queue, '' AS channel, '' AS interaction_id,
		${instant('begins')} AS at,
		concat(${PLAN_WORDS}, ' planned, ', ${STATE_WORDS}, multiIf(assessed = 0, '', out > 0, ', out', ', in')) AS piece,
		${Object.entries(CONDITIONS)
			.map(([name, condition]) => `toInt64(ms * ${condition}) AS ${name}`)
			.join(',\n\t\t')}
	FROM (
		SELECT *, greatest(first_ms, quarter * ${QUARTER_MS}) AS begins, least(last_ms, (quarter + 1) * ${QUARTER_MS}) - begins AS ms
		FROM ${COUNTED}
		ARRAY JOIN range(intDiv(first_ms, ${QUARTER_MS}), intDiv(last_ms - 1, ${QUARTER_MS}) + 1) AS quarter
	) AS r
	LEFT JOIN ${AGENTS} AS g ON g.agent = r.agent)`;

export const AGENT_TIME: MeasureSource = {
	source: 'agentTime',
	pieces: PIECES,
	intervals: null,
	inScope: AGENT_IN_SCOPE({ agent: 'm.agent', team: 'm.team' }),
	dimensions: BY_AGENT,
	longestDays: 92
};
