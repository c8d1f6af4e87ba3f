/** Cases of the catalogue that take minutes. Each ends by itself, and throws when a promise was broken. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestIngest } from '../../support/ingest.ts';
import { until } from '../../support/until.ts';
import { exception } from '../lab/fault.ts';
import type { Fault } from '../lab/fault.ts';
import { contactsOf, countsOf, rowsOf, toEvents } from './stand.ts';
import type { Event, Stand } from './stand.ts';

export interface LongCase {
	readonly name: string;
	readonly says: string;
	readonly run: (stand: Stand) => Promise<void>;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const LOST_ANSWERS = 50;
const BACKFILL_CONTACTS = 30_000;
const SMALL_HEAP_MIB = 160;

function demand(holds: boolean, what: string): void {
	if (!holds) throw new Error(what);
}

/** Everything is there once, with the right facts, and nothing was given up. */
async function demandAll(
	stand: Stand,
	ingest: TestIngest,
	source: string,
	sent: readonly Event[]
): Promise<void> {
	const { committed, deadLettered } = await countsOf(ingest, source);
	demand(committed === sent.length, `${committed} of ${sent.length} events are committed`);
	demand(deadLettered === 0, `${deadLettered} events became dead letters`);
	const faults = await stand.faultsOf(source, sent);
	demand(faults.length === 0, `${faults.length} faults, such as ${faults.slice(0, 3).join(', ')}`);
}

/** Contacts in small requests, one after the other, for so long. */
async function postFor(ingest: TestIngest, source: string, forMs: number): Promise<Event[]> {
	const sent: Event[] = [];
	const untilMs = Date.now() + forMs;
	for (let n = 0; Date.now() < untilMs; n += 1) {
		const events = contactsOf(`${source}-part-${n}`, 1).map((event) => ({ ...event, source }));
		const { status } = await ingest.post(events);
		demand(status === 202, `a producer was answered ${status}`);
		sent.push(...events);
		await sleep(200);
	}
	return sent;
}

/** Events come while each insert has this fault; afterwards there is none. */
async function through(stand: Stand, source: string, forMs: number, fault: Fault): Promise<void> {
	const ingest = await stand.ingest();
	stand.proxy.script((request) => (toEvents(request) ? fault : null));
	const sent = await postFor(ingest, source, forMs);
	stand.proxy.script(null);
	await until(
		'the spool is drained',
		async () => (await ingest.status()).total.inSpool === 0,
		5 * MINUTE_MS
	);
	await demandAll(stand, ingest, source, sent);
}

async function databaseComesLate(stand: Stand): Promise<void> {
	const ingest = await stand.ingest();
	await stand.proxy.goAway();
	const sent = await postFor(ingest, '//long-c1', 10 * MINUTE_MS).finally(() =>
		stand.proxy.comeBack()
	);
	await demandAll(stand, ingest, '//long-c1', sent);
}

async function blackhole(stand: Stand): Promise<void> {
	const ingest = await stand.ingest();
	stand.proxy.next(toEvents, { kind: 'blackhole' });
	const sent = contactsOf('//long-c3', 20);
	await ingest.post(sent);
	// The insert gives up by its own clock.
	await until(
		'a second attempt',
		() => Promise.resolve(stand.proxy.inserts('events').length > 1),
		3 * MINUTE_MS
	);
	const [first, second] = stand.proxy.inserts('events');
	demand(first?.bodySha256 === second?.bodySha256, 'the second attempt had other bytes');
	await demandAll(stand, ingest, '//long-c3', sent);
}

async function lostAnswers(stand: Stand): Promise<void> {
	const ingest = await stand.ingest();
	let odd = false;
	stand.proxy.script((request) => {
		if (!toEvents(request)) return null;
		odd = !odd;
		return odd ? { kind: 'swallow' } : null;
	});
	const sent: Event[] = [];
	for (let n = 0; n < LOST_ANSWERS; n += 1) {
		const events = contactsOf(`//long-c4-part-${n}`, 3);
		const ofOne = events.map((event) => ({ ...event, source: '//long-c4' }));
		await ingest.post(ofOne, { headers: { prefer: 'wait=60' } });
		sent.push(...ofOne);
	}
	await demandAll(stand, ingest, '//long-c4', sent);
}

async function slowAnswers(stand: Stand): Promise<void> {
	await through(stand, '//long-c15', 2 * MINUTE_MS, { kind: 'delay', ms: 5 * SECOND_MS });
	const rows = stand.proxy.inserts('events').map(rowsOf);
	demand(Math.max(...rows) > 50, 'batches did not grow while the database was slow');
}

async function stoppedForAMinute(stand: Stand): Promise<void> {
	const ingest = await stand.ingest();
	const sent = contactsOf('//long-k18', 50);
	stand.proxy.next(toEvents, { kind: 'delay', ms: SECOND_MS });
	await ingest.post(sent);
	process.kill(ingest.pid, 'SIGSTOP');
	await sleep(MINUTE_MS);
	process.kill(ingest.pid, 'SIGCONT');
	await demandAll(stand, ingest, '//long-k18', sent);
}

/** Posted until it is taken, whatever becomes of the process: `start` is called for each new one. */
async function littleMemory(stand: Stand): Promise<void> {
	const dataDir = stand.place();
	const start = (): Promise<TestIngest> =>
		stand.ingest(dataDir, { NODE_OPTIONS: `--max-old-space-size=${SMALL_HEAP_MIB}` });
	let ingest = await start();
	const sent = contactsOf('//long-k19', BACKFILL_CONTACTS);
	for (let from = 0; from < sent.length; from += 7000) {
		const body = sent
			.slice(from, from + 7000)
			.map((event) => JSON.stringify(event))
			.join('\n');
		const options = { contentType: 'application/x-ndjson', query: '?backfill=true' };
		const isTaken = async (): Promise<boolean> =>
			(await ingest.post(body, options).catch(() => null))?.status === 202;
		while (!(await isTaken())) {
			await sleep(500);
			const isAlive = await ingest.status().catch(() => null);
			if (isAlive === null) ingest = await start();
		}
	}
	const { committed } = await countsOf(ingest, '//long-k19');
	demand(committed === sent.length, `${committed} of ${sent.length} events are committed`);
}

export const LONG_CASES: readonly LongCase[] = [
	{ name: 'C1', says: 'the database comes after ten minutes', run: databaseComesLate },
	{ name: 'C3', says: 'an insert that is never answered', run: blackhole },
	{ name: 'C4', says: 'fifty answers are lost after the rows are in', run: lostAnswers },
	{
		name: 'C8',
		says: 'too many parts for two minutes',
		run: (stand) =>
			through(
				stand,
				'//long-c8',
				2 * MINUTE_MS,
				exception(252, 'Too many parts (300). Merges are slower', 'TOO_MANY_PARTS')
			)
	},
	{ name: 'C15', says: 'five seconds for each insert', run: slowAnswers },
	{ name: 'K18', says: 'ingest stands still for a minute', run: stoppedForAMinute },
	{ name: 'K19', says: 'a large import with little memory', run: littleMemory }
];
