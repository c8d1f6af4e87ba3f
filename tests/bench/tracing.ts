/** `npm run bench -- tracing`: what traces cost the door of ingest. Off, on for one of a hundred, on for all. */
import { startCollector } from '../support/collector.ts';
import { makeDataDir, removeDataDir } from '../support/engine.ts';
import { startTestIngest, testEvent } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import type { Report } from './report/report.ts';
import { median, rowOfRuns } from './report/runs.ts';

const ROUNDS = 5;
const REQUESTS = 600;
const AT_ONCE = 16;
const EVENTS = 10;

/** Requests a second; the database is not there, so that only the door works. */
async function measure(ingest: TestIngest): Promise<number> {
	let sent = 0;
	const startedAt = performance.now();
	const sender = async (): Promise<void> => {
		while (sent < REQUESTS) {
			sent += 1;
			const { status } = await ingest.post(Array.from({ length: EVENTS }, () => testEvent()));
			if (status !== 202) throw new Error(`answered ${status}`);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, sender));
	return (REQUESTS / (performance.now() - startedAt)) * 1000;
}

export const help = `What traces cost the door of ingest: off, on for one of a hundred, on for all.`;

export async function run(): Promise<Report> {
	const collector = await startCollector();
	const on = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
	const variants: [string, Record<string, string>][] = [
		['off', {}],
		['1 of 100', { ...on, OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.01' }],
		['all', on]
	];
	const running = [];
	try {
		for (const [name, env] of variants) {
			const dataDir = await makeDataDir();
			const ingest = await startTestIngest({ dataDir, env: { ...env, LOG_LEVEL: 'warn' } });
			running.push({ name, dataDir, ingest, rates: [] as number[] });
		}
		// In turns, so that whatever else the machine does meets all of them.
		for (let round = 0; round <= ROUNDS; round += 1) {
			for (const { ingest, rates } of running) {
				const rate = await measure(ingest);
				// The first is to warm up.
				if (round > 0) rates.push(rate);
			}
		}
		const [off] = running;
		const against = { name: 'off', figure: median(off?.rates ?? []) };
		return {
			title: 'What traces cost',
			conditions: [
				`${EVENTS} events a request, ${AT_ONCE} requests at once, ${REQUESTS} a round, ${ROUNDS} rounds in turns; no database, so that only the door works.`
			],
			tables: [
				{
					title: 'Requests a second by the share of them that is traced',
					rows: running.map(({ name, rates }) =>
						rowOfRuns({
							...{ name, values: rates, unit: 'requests/s', better: 'higher' },
							...(name === 'off' ? {} : { against })
						})
					)
				}
			],
			notes: [`${collector.spans.length} spans were collected.`]
		};
	} finally {
		for (const { ingest, dataDir } of running) {
			await ingest.stop();
			await removeDataDir(dataDir);
		}
		await collector.stop();
	}
}
