/** Reads the passport of a number: what it is, how it came to be, and who is behind it. */
import type { MetricId } from '#lib/domain/metrics/catalogue.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { JUDGED_BY_RULES } from '#lib/domain/passport/passport.ts';
import type { Named, Passport, WithoutContacts } from '#lib/domain/passport/passport.ts';
import { rulePeriods } from '#lib/domain/passport/rule-history.ts';
import type { RulePeriod } from '#lib/domain/passport/rule-history.ts';
import type { Dimension } from '#lib/domain/metrics/metric.ts';
import { answerCell } from '../api/contacts.ts';
import type { CellOptions } from '../api/contacts.ts';
import { agentNamesInScope, queueNamesInScope } from '../queries/names.ts';
import { newestArrival } from '../queries/newest-arrival.ts';
import { queueRulesInScope } from '../queries/queue-rules.ts';
import type { PieceKey } from '../queries/pieces.ts';
import type { AskedNumber, LiveNumber, RangeNumber } from './asked-number.ts';
import { definitionVersion } from './definition-version.ts';
import { readLive } from './live-number.ts';
import { contactsBehind } from './passport-contacts.ts';
import { shownQuery } from './shown-query.ts';

export interface PassportOptions extends CellOptions {
	/** Whether whoever asks may read single contacts. */
	readonly mayList: boolean;
	readonly after: PieceKey | null;
	readonly limit: number;
}

type Filter = Passport['filters'][number];
type Core = Pick<
	Passport,
	'value' | 'parts' | 'percentiles' | 'range' | 'sql' | 'contacts' | 'agents' | 'rules'
>;

const scoped = ({ scope, signal }: CellOptions) => ({ scope, ...(signal ? { signal } : {}) });

async function namedFilter(
	dimension: Dimension,
	ids: readonly string[],
	options: CellOptions
): Promise<Filter[]> {
	if (ids.length === 0) return [];
	const { clickhouse, tenant } = options;
	const params = { tenant, ids: [...ids] };
	const found =
		dimension === 'queue'
			? await clickhouse.query('report', queueNamesInScope, params, scoped(options))
			: dimension === 'agent'
				? await clickhouse.query('report', agentNamesInScope, params, scoped(options))
				: [];
	const names = new Map(found.map(({ id, name }) => [id, name]));
	return [{ dimension, names: ids.map((id): Named => ({ id, name: names.get(id) ?? id })) }];
}

function filtersOf(number: LiveNumber | RangeNumber): [Dimension, readonly string[]][] {
	if (number.kind === 'live')
		return [
			['queue', number.queues],
			['team', number.teams]
		];
	const { queue, channel, agent, team } = number.cell.filters;
	return [
		['queue', queue],
		['channel', channel],
		['agent', agent],
		['team', team]
	];
}

/** Of the queues that are named, else of all in reach. */
async function readRules(
	{ number: { metric }, number }: AskedNumber,
	[fromMs, toMs]: readonly [number, number],
	options: CellOptions
): Promise<RulePeriod[]> {
	if (!JUDGED_BY_RULES.has(metric.id)) return [];
	const { clickhouse, tenant } = options;
	const ids = number.kind === 'live' ? [...number.queues] : number.cell.filters.queue;
	const rows = await clickhouse.query(
		'report',
		queueRulesInScope,
		{ tenant, ids },
		scoped(options)
	);
	return rows.flatMap((row) =>
		rulePeriods(
			{
				queue: row.queue,
				name: row.name,
				seenChannel: row.seenChannel,
				channel: { fromMs: row.channelFromMs, values: row.channels },
				thresholdMs: { fromMs: row.thresholdFromMs, values: row.thresholdsMs },
				shortAbandonMs: { fromMs: row.shortAbandonFromMs, values: row.shortAbandonsMs },
				formula: { fromMs: row.formulaFromMs, values: row.formulas }
			},
			fromMs,
			toMs
		)
	);
}

async function readRange(
	asked: AskedNumber,
	number: RangeNumber,
	options: PassportOptions
): Promise<Core> {
	const { cell, metric } = number;
	const lists =
		options.mayList && (metric.dimensions.includes('queue') || options.scope.namesAgents);
	const none: WithoutContacts = 'notYours';
	const [answer, contacts, rules] = await Promise.all([
		answerCell(cell, options),
		lists ? contactsBehind(cell, options) : Promise.resolve(none),
		readRules(asked, [cell.fromMs, cell.toMs], options)
	]);
	return {
		value: answer.value,
		parts: answer.parts,
		percentiles: answer.percentiles,
		range: { fromMs: cell.fromMs, toMs: cell.toMs },
		sql: shownQuery(answer.question, answer.params, options.scope),
		contacts,
		agents: null,
		rules
	};
}

async function readNow(
	asked: AskedNumber,
	number: LiveNumber,
	options: PassportOptions
): Promise<Core> {
	const [core, rules] = await Promise.all([
		readLive(number, options),
		readRules(asked, [options.nowMs, options.nowMs + 1], options)
	]);
	return { ...core, percentiles: null, range: null, rules };
}

const isPartial = ({ queues, teams, agent }: RowScope): boolean =>
	queues !== 'all' || teams !== 'all' || agent !== null;

/** Rejects with QueryError when the database does not answer. */
export async function readPassport(
	asked: AskedNumber,
	options: PassportOptions
): Promise<Passport> {
	const { clickhouse, tenant, nowMs } = options;
	const { number, zone, board } = asked;
	const [core, filters, [arrival]] = await Promise.all([
		number.kind === 'live' ? readNow(asked, number, options) : readRange(asked, number, options),
		Promise.all(filtersOf(number).map(([name, ids]) => namedFilter(name, ids, options))),
		clickhouse.query('report', newestArrival, { tenant })
	]);
	return {
		metric: number.metric.id as MetricId,
		version: definitionVersion(number.metric),
		zone,
		asOfMs: nowMs,
		arrivedAtMs: arrival?.arrivedAtMs ?? null,
		filters: filters.flat(),
		isPartial: isPartial(options.scope),
		board,
		...core
	};
}
