/**
 * A reading of the floor after a commit of a hundred contacts, by the ledger and by the question over all that changed since
 * midnight, at several sizes of a day in one run. Nothing is at rest: as at noon of a day of which every hour is touched.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ROLLING_MINUTES } from '#lib/domain/boards/board.ts';
import { startOfDayMs } from '#lib/domain/metrics/interval.ts';
import { FloorLedger } from '#lib/server/live/ledger/floor-ledger.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import { witnessSums } from '../support/floor-sums.ts';
import { latestContacts, loadDay } from './queries/centre.ts';
import type { Report, Table } from './report/report.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const TOUCHED = 100;
const tenant = 'default';
const zone = 'UTC';

/** What is really held, once everything else is thrown away. */
function bytesHeld(): number {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}

async function median(rounds: number, ask: () => Promise<unknown> | undefined): Promise<number> {
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const startedAt = performance.now();
		await ask();
		times.push(performance.now() - startedAt);
	}
	return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

interface Measured {
	readonly contacts: number;
	/** All milliseconds. */
	readonly first: number;
	readonly tick: number;
	readonly summing: number;
	readonly question: number;
	readonly bytesOfContact: number;
}

async function measure(contacts: number, rounds: number): Promise<Measured> {
	const engine = await startTestEngine();
	try {
		const { clickhouse } = engine;
		await applySchema(clickhouse);
		// The last instant of a day, so that the day has the same hours whenever the bench runs.
		const nowMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 1;
		await loadDay(clickhouse, { daysAgo: 0, contacts, nowMs });
		const ledger = new FloorLedger({ clickhouse, tenant });
		const sum = (): void => {
			ledger.windows({
				'15m': nowMs - ROLLING_MINUTES['15m'] * MINUTE_MS,
				'30m': nowMs - ROLLING_MINUTES['30m'] * MINUTE_MS,
				'60m': nowMs - ROLLING_MINUTES['60m'] * MINUTE_MS
			});
			ledger.since(startOfDayMs(nowMs, zone));
		};
		const before = bytesHeld();
		const first = await median(1, () => ledger.refresh(nowMs));
		const bytes = bytesHeld() - before;
		const touched = latestContacts({ contacts, nowMs, most: TOUCHED });
		const tick = await median(rounds, async () => {
			ledger.note(touched);
			await ledger.refresh(nowMs);
			sum();
		});
		const summing = await median(rounds, () => {
			sum();
			return undefined;
		});
		const asked = { clickhouse, tenant, nowMs };
		const question = await median(Math.ceil(rounds / 3), () => witnessSums(asked, zone));
		return {
			...{ contacts, first, tick, summing, question },
			bytesOfContact: bytes / Math.max(1, ledger.contacts)
		};
	} finally {
		await engine.stop();
	}
}

export const help = `What a reading of the floor costs after a commit of ${TOUCHED} contacts, by the ledger and by one question over the day.
  --contacts 20000,125000   sizes of the day
  --rounds 15`;

function tableOf(measured: Measured): Table {
	const { contacts, first, tick, summing, question, bytesOfContact } = measured;
	return {
		title: `${contacts.toLocaleString('en')} contacts today`,
		rows: [
			{ name: 'by the ledger', figure: tick, unit: 'ms' },
			{ name: 'of that, its sums', figure: summing, unit: 'ms' },
			{
				...{ name: 'by a question over the day', figure: question, unit: 'ms' },
				against: { name: 'by the ledger', figure: tick }
			},
			{ name: 'first reading after a start', figure: first, unit: 'ms' },
			{ name: 'memory of a contact', figure: bytesOfContact, unit: 'bytes' }
		]
	};
}

export async function run(args: readonly string[]): Promise<Report> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			contacts: { type: 'string', default: '20000,125000' },
			rounds: { type: 'string', default: '15' }
		}
	});
	const measured: Measured[] = [];
	for (const contacts of values.contacts.split(',').map(Number))
		measured.push(await measure(contacts, Number(values.rounds)));
	const [small, large] = [measured[0], measured.at(-1)];
	const growth: Table[] =
		small && large && small !== large
			? [
					{
						title: 'From the smallest day to the largest',
						rows: (['tick', 'question'] as const).map((of) => ({
							...{ name: of === 'tick' ? 'by the ledger' : 'by a question', unit: 'ms' },
							figure: large[of],
							against: { name: 'the smallest day', figure: small[of] }
						}))
					}
				]
			: [];
	return {
		title: 'A reading of the floor as the day grows',
		conditions: [`After a commit of ${TOUCHED} contacts, median of ${values.rounds} rounds.`],
		tables: [...measured.map(tableOf), ...growth]
	};
}
