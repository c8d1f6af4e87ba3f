/**
 * How long a scorecard takes on the server, over 1,000,000 contacts of a year: three scorecards of twenty measures, each month
 * of the year in turn, as a page asks for them (rights, readings, names, the view with 24 months of each measure); and how long
 * the numbers took that nobody had asked for before.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { monthOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Target } from '#lib/domain/scorecard/target.ts';
import { scorecardPage } from '#lib/server/scorecards/scorecard-page.ts';
import { openStore } from '#lib/server/store/database.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import {
	contentOf,
	measureOf,
	ofMetric,
	scorecardStage,
	someone
} from '../support/scorecard-stage.ts';
import type { ScorecardStage } from '../support/scorecard-stage.ts';
import { loadDay, settle } from './queries/centre.ts';
import type { Report } from './report/report.ts';
import { median, percentile } from './report/runs.ts';

const MOST_MS = 300;
const MONTHS = 12;
const FIRST_MS = 600_000;
const ROUNDS = 5;

/** Ten metrics of contacts, five of which also by channel and by queue: twenty measures from four questions. */
const METRICS = [
	...['offered', 'answered', 'abandoned', 'service_level', 'abandon_rate'],
	...['asa', 'handled', 'aht', 'talk', 'acw']
];
const SOURCES = [
	...METRICS.map((metric) => ofMetric(metric)),
	...METRICS.slice(0, 5).map((metric) => ofMetric(metric, { channels: ['voice'] })),
	...METRICS.slice(5).map((metric) => ofMetric(metric, { queues: ['queue-1', 'queue-2'] }))
];
const TARGET: Target = { direction: 'up', floor: 0, target: 0.5, stretch: 1 };

async function create({ scorecards, actor }: ScorecardStage, name: string, from: string) {
	const measures = SOURCES.map((source, at) => measureOf(`m${at}`, source, { target: TARGET }));
	const made = await scorecards.store.create(
		{ team: 'company', content: contentOf(measures, { name }), validFrom: from, note: '' },
		actor
	);
	if (!made.ok) throw new Error(made.reason);
	return made.scorecard.id;
}

interface Asked {
	readonly scorecard: string;
	readonly month: string;
	readonly patienceMs?: number;
}

async function ask(
	{ parts }: ScorecardStage,
	{ scorecard, month, patienceMs }: Asked
): Promise<number> {
	const startedAt = performance.now();
	const page = await scorecardPage(parts, someone('director', []), {
		...{ scorecard, unit: null, comparison: 'before', language: 'es' },
		...(patienceMs === undefined ? {} : { patienceMs }),
		period: { range: 'month', month }
	});
	const tookMs = performance.now() - startedAt;
	if (!page || page.unanswered.length > 0) throw new Error('a scorecard was not answered');
	const shown = page.view.perspectives.flatMap(({ objectives }) => objectives[0]?.measures ?? []);
	if (shown.length !== SOURCES.length || shown[0]?.now.value === null)
		throw new Error(`a scorecard of ${month} shows nothing`);
	return tookMs;
}

export const help = `Pages of three scorecards of twenty measures over a year of contacts.
  --contacts-per-day 2740
  --days 365`;

interface Size {
	readonly contacts: number;
	readonly days: number;
}

interface Figures {
	readonly firstMs: number;
	readonly eachMs: readonly number[];
	readonly roundsMs: readonly number[];
}

/** Nothing has been read before. */
async function measure(stage: ScorecardStage, nowMs: number): Promise<Figures> {
	const month = monthOf(nowMs, 'UTC');
	const months = Array.from({ length: MONTHS }, (_, back) => plusMonths(month, -back));
	const from = months.at(-1) ?? month;
	const ids: string[] = [];
	for (const name of ['Uno', 'Dos', 'Tres']) ids.push(await create(stage, name, from));
	const firstMs = await ask(stage, { scorecard: ids[0] ?? '', month, patienceMs: FIRST_MS });
	const pages = ids.flatMap((scorecard) => months.map((at) => ({ scorecard, month: at })));
	for (const page of pages) await ask(stage, { ...page, patienceMs: FIRST_MS });
	const eachMs: number[] = [];
	const roundsMs: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const startedAt = performance.now();
		for (const page of pages) eachMs.push(await ask(stage, page));
		roundsMs.push(performance.now() - startedAt);
	}
	return { firstMs, eachMs, roundsMs };
}

function reportOf({ contacts, days }: Size, { firstMs, eachMs, roundsMs }: Figures): Report {
	const p95 = percentile(eachMs, 0.95);
	const aim = { name: 'aim', figure: MOST_MS };
	return {
		title: 'Scorecards',
		conditions: [
			`${(contacts * days).toLocaleString('en')} contacts of ${days} days; a page is rights, readings, names and the view with 24 months of each measure`
		],
		tables: [
			{
				title: 'Pages of twenty measures',
				rows: [
					{ name: 'numbers nobody had asked for before', figure: firstMs, unit: 'ms' },
					{ name: 'a page, p50', figure: percentile(eachMs, 0.5), unit: 'ms', against: aim },
					{ name: 'a page, p95', figure: p95, unit: 'ms', against: aim },
					{ name: 'all 36 (3 scorecards, 12 months)', figure: median(roundsMs), unit: 'ms' }
				]
			}
		],
		failures: p95 > MOST_MS ? [`a page takes longer than ${MOST_MS} ms`] : []
	};
}

export async function run(args: readonly string[]): Promise<Report> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			'contacts-per-day': { type: 'string', default: '2740' },
			days: { type: 'string', default: '365' }
		}
	});
	const [contacts, days] = [Number(values['contacts-per-day']), Number(values.days)];
	const engine = await startTestEngine();
	const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-bench-'));
	const store = await openStore({ dataDir, databaseUrl: null });
	const nowMs = Date.now();
	const stage = scorecardStage(store, engine.clickhouse, 'UTC');
	try {
		await applySchema(engine.clickhouse);
		for (let daysAgo = days; daysAgo >= 0; daysAgo--)
			await loadDay(engine.clickhouse, { daysAgo, contacts, nowMs });
		await settle(engine.clickhouse, nowMs);
		return reportOf({ contacts, days }, await measure(stage, nowMs));
	} finally {
		await stage.stop();
		await store.close();
		await engine.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
}
