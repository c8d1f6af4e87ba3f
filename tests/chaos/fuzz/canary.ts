/** An event that goes the whole way, in between everything else: accepted, stored once, told by the API with its contact. */
import { testEvent } from '../../support/ingest.ts';
import { storedIds } from '../../support/stored-events.ts';
import { until } from '../../support/until.ts';
import { API_TOKEN } from './stage.ts';
import type { FuzzStage } from './stage.ts';

const WITHIN_MS = 90_000;

/** Throws when it did not arrive. */
export async function sendCanary(
	{ ingest, parts, clickhouse }: FuzzStage,
	name: string
): Promise<void> {
	const source = `//canary/${name}`;
	const event = testEvent({ id: 'canary', source, subject: `canary-${name}` });
	const post = async () => (await ingest.post([event], { headers: { prefer: 'wait=30' } })).status;
	const status = await post();
	if (status !== 200 && status !== 202) throw new Error(`canary ${name}: ${status}`);
	if ((await post()) >= 300) throw new Error(`canary ${name}: the copy was refused`);
	await until(
		`canary ${name} is told by the API`,
		async () => {
			const answer = await fetch(`${parts.web.url}/api/v1/interactions/canary-${name}`, {
				headers: { authorization: `Bearer ${API_TOKEN}` }
			});
			return answer.ok && (await answer.text()).includes('"canary"');
		},
		WITHIN_MS
	);
	const stored = await storedIds(clickhouse, source);
	if (stored.length !== 1) throw new Error(`canary ${name}: stored ${stored.length} times`);
}
