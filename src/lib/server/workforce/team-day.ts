/** The day of a team: the lanes of its agents, their figures, and what was decided about exceptions. */
import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns';
import { findMetric } from '#lib/domain/metrics/catalogue.ts';
import { startOfDayMs } from '#lib/domain/metrics/interval.ts';
import { startOfDate } from '#lib/domain/workforce/import-clock.ts';
import type { AgentRecord, StateMoment } from '#lib/domain/workforce/adherence-atoms.ts';
import { byAgent } from '#lib/domain/workforce/by-agent.ts';
import { LONGEST_REACH_MS, axisOf, lanesOf, shiftsOn } from '#lib/domain/workforce/lanes.ts';
import type { Lanes } from '#lib/domain/workforce/lanes.ts';
import type { ExceptionDecision, PlannedActivity, Span } from '#lib/domain/workforce/plan.ts';
import { answerMetrics } from '../api/metric-answer.ts';
import type { AnswerOptions, MetricRow } from '../api/metric-answer.ts';
import {
	agentsInPlan,
	exceptionsInRange,
	plannedInRange,
	statesInRange
} from '../queries/workforce.ts';
import { asDecision } from './schedule-events.ts';
import type { WaitingDecision } from './schedule-events.ts';

export const DAY_METRICS = ['adherence', 'adherence_adjusted', 'conformance', 'occupancy'] as const;
export type DayMetric = (typeof DAY_METRICS)[number];
/** Null where nothing was there to be measured, or the metric is none of this installation. */
export type DayFigures = Readonly<Record<DayMetric, number | null>>;

export interface DayRow extends Lanes {
	readonly agent: string;
	readonly name: string;
	readonly team: string;
	readonly figures: DayFigures;
}

export interface DayDecision extends ExceptionDecision {
	readonly agent: string;
	readonly name: string;
	/** Ingest does not have it yet. */
	readonly isOnItsWay: boolean;
}

export interface TeamDay {
	readonly asOfMs: number;
	readonly day: Span;
	readonly axis: Span;
	/** By team and name. */
	readonly rows: readonly DayRow[];
	readonly total: DayFigures;
	/** Newest first. */
	readonly decisions: readonly DayDecision[];
}

export interface DayQuestion {
	readonly date: string;
	readonly zone: string;
	/** Words of the teams, as events name them; null: all in reach. */
	readonly teams: readonly string[] | null;
	/** Only of this agent. */
	readonly agent?: string;
	readonly waiting: readonly WaitingDecision[];
}

/** Midnight to midnight by the clock of the zone: 23, 24 or 25 hours. */
export function dayOf(date: string, zone: string): Span {
	const fromMs = startOfDate(date, zone);
	const noon = addDays(new TZDate(fromMs, zone), 1);
	return { fromMs, toMs: startOfDayMs(noon.getTime(), zone) };
}

const NO_FIGURES: DayFigures = {
	adherence: null,
	adherence_adjusted: null,
	conformance: null,
	occupancy: null
};

function figuresOf(row: MetricRow | undefined): DayFigures {
	const valueOf = (id: DayMetric): number | null => {
		const cell = row?.[id];
		return typeof cell === 'object' && cell !== null ? cell.value : null;
	};
	return Object.fromEntries(DAY_METRICS.map((id) => [id, valueOf(id)])) as unknown as DayFigures;
}

async function askFigures(
	options: AnswerOptions,
	{ zone, teams, agent }: DayQuestion,
	day: Span,
	by: readonly 'agent'[]
): Promise<readonly MetricRow[]> {
	const metrics = DAY_METRICS.map(findMetric).filter((metric) => metric !== null);
	if (metrics.length === 0) return [];
	const filters = {
		queue: [],
		channel: [],
		agent: agent === undefined ? [] : [agent],
		team: [...(teams ?? [])]
	};
	const answered = await answerMetrics(
		{ metrics, fromMs: day.fromMs, toMs: day.toMs, interval: 'none', by, filters, zone },
		options
	);
	if ('problem' in answered) throw new Error(answered.problem.detail);
	return answered.answer.rows;
}

interface Found {
	readonly planned: ReadonlyMap<string, (PlannedActivity & { agent: string })[]>;
	readonly states: ReadonlyMap<string, (StateMoment & { agent: string })[]>;
	readonly exceptions: ReadonlyMap<string, (ExceptionDecision & { agent: string })[]>;
}

const recordOf = (agent: string, { planned, states, exceptions }: Found): AgentRecord => ({
	planned: planned.get(agent) ?? [],
	states: states.get(agent) ?? [],
	exceptions: exceptions.get(agent) ?? []
});

/** Somebody without a plan who did not come is no line of the day. */
const isOfTheDay = ({ planned, actual }: Lanes): boolean => planned.length > 0 || actual.length > 0;

/** For a moment a decision is stored already and still in the outbox. */
const isSameDecision = (
	stored: ExceptionDecision & { readonly agent: string },
	waiting: WaitingDecision
): boolean =>
	stored.agent === waiting.agent &&
	stored.decidedAtMs === waiting.decidedAtMs &&
	stored.fromMs === waiting.fromMs &&
	stored.toMs === waiting.toMs &&
	stored.kind === waiting.kind;

/** Rejects with QueryError when the database does not answer. */
export async function readTeamDay(options: AnswerOptions, question: DayQuestion): Promise<TeamDay> {
	const { clickhouse, tenant, scope, now } = options;
	const { date, zone, teams, agent, waiting } = question;
	const asOfMs = now();
	const day = dayOf(date, zone);
	const narrowed = { tenant, agent: agent === undefined ? [] : [agent], team: [...(teams ?? [])] };
	const wide = { fromMs: day.fromMs - LONGEST_REACH_MS, toMs: day.toMs + LONGEST_REACH_MS };
	const [agents, plannedRows, figureRows, totalRows] = await Promise.all([
		clickhouse.query('report', agentsInPlan, { ...narrowed, ...day }, { scope }),
		clickhouse.query('report', plannedInRange, { ...narrowed, ...wide }, { scope }),
		askFigures(options, question, day, ['agent']),
		askFigures(options, question, day, [])
	]);
	const planned = [...byAgent(plannedRows)].flatMap(([one, list]) =>
		shiftsOn(list, day).map((activity) => ({ ...activity, agent: one }))
	);
	const axis = axisOf(planned, day, zone);
	const [stateRows, exceptionRows] = await Promise.all([
		clickhouse.query('report', statesInRange, { ...narrowed, ...axis }, { scope }),
		clickhouse.query('report', exceptionsInRange, { ...narrowed, ...axis }, { scope })
	]);
	const reached = new Map(agents.map((one) => [one.agent, one]));
	const onTheWay = waiting.filter(
		(one) =>
			reached.has(one.agent) &&
			one.fromMs < axis.toMs &&
			one.toMs > axis.fromMs &&
			!exceptionRows.some((stored) => isSameDecision(stored, one))
	);
	const found: Found = {
		planned: byAgent(planned),
		states: byAgent(stateRows),
		exceptions: byAgent([...exceptionRows, ...onTheWay.map(asDecision)])
	};
	const figures = new Map(figureRows.map((row) => [row['agent'], row]));
	const rows = agents
		.map((one): DayRow => ({
			...one,
			name: one.name === '' ? one.agent : one.name,
			...lanesOf(recordOf(one.agent, found), axis, asOfMs),
			figures: figuresOf(figures.get(one.agent))
		}))
		.filter(isOfTheDay);
	const nameOf = (one: string): string => reached.get(one)?.name ?? '';
	const told = (list: readonly (ExceptionDecision & { agent: string })[], isOnItsWay: boolean) =>
		list.map((one): DayDecision => ({ ...one, name: nameOf(one.agent) || one.agent, isOnItsWay }));
	const decisions = [...told(exceptionRows, false), ...told(onTheWay.map(asDecision), true)];
	return {
		asOfMs,
		day,
		axis,
		rows,
		total: totalRows[0] ? figuresOf(totalRows[0]) : NO_FIGURES,
		decisions: decisions.sort((a, b) => b.decidedAtMs - a.decidedAtMs)
	};
}
