/** `npm run rebuild`: recomputes everything derived from the raw events, while the product runs or with the engine alone. */
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { readConfig } from '#lib/server/config.ts';
import { startProgress } from '../../src/launch/progress.ts';
import { rebuild } from '../rebuild.ts';

const clickhouse = openClickHouse(readConnection(readConfig(process.env)));
const abort = new AbortController();
process.on('SIGINT', () => {
	abort.abort(
		new Error('interrupted: what was rebuilt stays, the rest is as it was; run it again')
	);
});
const progress = startProgress('Rebuild');
try {
	const { tables, events } = await rebuild({
		clickhouse,
		now: Date.now,
		onProgress: (share, words) => {
			progress.update(share, words);
		},
		signal: abort.signal
	});
	progress.done(`${tables} tables from ${events} events.`);
} catch (error) {
	progress.done('stopped.');
	console.error(
		error instanceof Error
			? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}`
			: error
	);
	process.exitCode = 1;
} finally {
	await clickhouse.close();
}
