/** Two ingest, two web, two shards: load while a shard's engine and an ingest process are killed, and an oracle at the end. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestCluster } from '../support/cluster.ts';
import type { TestCluster } from '../support/cluster.ts';
import { contactEvents } from '../support/contact.ts';
import { leaveConnection, startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { postgresBin, startTestPostgres } from '../support/postgres.ts';
import { API_TOKEN, queryMetrics } from '../support/product.ts';
import { storedIds } from '../support/stored-events.ts';
import { until } from '../support/until.ts';
import { startWeb } from '../support/web.ts';
import type { Web } from '../support/web.ts';

export const help = `  Two ingest and two web processes over a cluster of two shards. Contacts are sent while the engine of one shard is
  killed for a while, again and again, and one ingest process with it. At the end every event that was acknowledged
  must be stored once, and both web processes must say the same numbers. Needs "npm run build".
  --seconds 60   how long events are sent
  --seed n       which shard and which process are killed when; random otherwise, and printed`;

const SOURCE = '//chaos/shards';
const EVENTS_OF_CONTACT = 7;
/** A shard is away for so long each time. */
const AWAY_MS = 4000;
const CONTACTS_AT_ONCE = 20;

const say = (text: string): void => {
	console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
};

/** Sends contacts and each of them again until somebody took it, as producers do. */
class Producer {
	readonly acknowledged = new Set<string>();
	contacts = 0;
	#stopped = false;
	readonly #ingests: () => readonly TestIngest[];
	readonly #work: Promise<void>;

	constructor(ingests: () => readonly TestIngest[]) {
		this.#ingests = ingests;
		this.#work = this.#run();
	}

	stop(): Promise<void> {
		this.#stopped = true;
		return this.#work;
	}

	async #run(): Promise<void> {
		while (!this.#stopped) {
			const first = this.contacts;
			this.contacts += CONTACTS_AT_ONCE;
			const events = Array.from({ length: CONTACTS_AT_ONCE }, (_, n) =>
				contactEvents({ id: `c${first + n}`, atMs: Date.now() - 90_000, source: SOURCE })
			).flat();
			await this.#send(events);
			await sleep(100);
		}
	}

	/** Also after it was told to stop: a producer keeps what was not taken. */
	async #send(events: readonly Record<string, unknown>[]): Promise<void> {
		for (let attempt = this.contacts; ; attempt += 1) {
			const ingests = this.#ingests();
			const ingest = ingests[attempt % ingests.length];
			try {
				const answer = await ingest?.post(events);
				if (answer?.status === 202) break;
			} catch {
				// It was killed; the other one is tried.
			}
			await sleep(100);
		}
		for (const event of events) this.acknowledged.add(String(event['id']));
	}
}

interface Parts {
	readonly cluster: TestCluster;
	readonly ingests: TestIngest[];
	readonly webs: readonly Web[];
	readonly directories: readonly string[];
	/** What the processes share. */
	readonly env: Readonly<Record<string, string>>;
	stop(): Promise<void>;
}

async function start(onStop: (end: () => Promise<void>) => void): Promise<Parts> {
	const bin = postgresBin();
	if (bin === null) throw new Error('two web processes share a PostgreSQL, and none is installed');
	const root = await mkdtemp(join(tmpdir(), 'atalaya-shards-'));
	const ends: (() => Promise<unknown>)[] = [() => rm(root, { recursive: true, force: true })];
	const stop = async (): Promise<void> => {
		for (const end of ends.splice(0).reverse()) await end().catch(() => undefined);
	};
	onStop(stop);
	const postgres = await startTestPostgres(bin);
	ends.push(() => postgres.stop());
	const databaseUrl = await postgres.createDatabase();
	const cluster = await startTestCluster(2);
	ends.push(() => cluster.stop());
	await applySchema(cluster.clickhouse);
	const directories = ['ingest-1', 'ingest-2', 'web-1', 'web-2'].map((name) => join(root, name));
	for (const directory of directories) leaveConnection(directory, cluster.connection);
	const env = { DATABASE_URL: databaseUrl, STORE_KEY: 'key-of-the-failure-laboratory' };
	const ingests: TestIngest[] = [];
	ends.push(() => Promise.all(ingests.map((ingest) => ingest.kill())));
	for (const dataDir of directories.slice(0, 2))
		ingests.push(await startTestIngest({ dataDir, env }));
	const webs: Web[] = [];
	ends.push(() => Promise.all(webs.map((web) => web.stop())));
	for (const dataDir of directories.slice(2)) {
		const shared = {
			...env,
			DATA_DIR: dataDir,
			CLICKHOUSE_URL: '',
			API_TOKEN,
			INTERNAL_TOKEN: 'test-internal-token',
			INGEST_URLS: ingests.map(({ url }) => url).join(',')
		};
		webs.push(await startWeb(shared));
	}
	return { cluster, ingests, webs, directories, env, stop };
}

/** Kills by the seed until the time is over; answers how often. */
async function disturb(
	{ cluster, ingests, directories, env }: Parts,
	{ seconds, seed, signal }: { seconds: number; seed: number; signal: AbortSignal }
): Promise<number> {
	const plan = fc.sample(fc.tuple(fc.nat(1), fc.nat(1), fc.integer({ min: 1000, max: 6000 })), {
		seed,
		numRuns: 1000
	});
	const endMs = Date.now() + seconds * 1000;
	let kills = 0;
	for (const [shard, process, restMs] of plan) {
		if (Date.now() >= endMs || signal.aborted) break;
		await sleep(restMs);
		say(`shard ${shard + 1} and ingest ${process + 1} are killed`);
		const revive = await cluster.stopShard(shard);
		await ingests[process]?.kill();
		const port = { INGEST_PORT: new URL(ingests[process]?.url ?? '').port };
		await sleep(AWAY_MS / 2);
		ingests[process] = await startTestIngest({
			dataDir: directories[process] ?? '',
			env: { ...env, ...port }
		});
		await sleep(AWAY_MS / 2);
		await revive();
		kills += 1;
	}
	return kills;
}

async function offeredBy(web: Web, contacts: number): Promise<string> {
	const question = {
		metric: 'offered',
		from: new Date(Date.now() - 6 * 3_600_000).toISOString(),
		to: new Date(Date.now() + 60_000).toISOString()
	};
	const rows = async (): Promise<string> =>
		JSON.stringify((await queryMetrics({ web: web.url }, question)).map((row) => row['offered']));
	return until(
		`a web process counts ${contacts} contacts`,
		async () => {
			const text = await rows();
			return text.includes(`"value":${contacts}`) && text;
		},
		30_000
	).catch(rows);
}

/** What was acknowledged and is not there, is there twice, or is counted otherwise: in words. */
async function faultsOf({ cluster, ingests, webs }: Parts, producer: Producer): Promise<string[]> {
	for (const ingest of ingests)
		await until(
			'the spool is drained',
			async () => (await ingest.status()).total.inSpool === 0,
			180_000
		);
	const ids = await storedIds(cluster.clickhouse, SOURCE);
	const stored = new Set(ids);
	const lost = [...producer.acknowledged].filter((id) => !stored.has(id)).length;
	const answers = await Promise.all(webs.map((web) => offeredBy(web, producer.contacts)));
	return [
		...(lost > 0 ? [`${lost} acknowledged events are not stored`] : []),
		...(stored.size < ids.length ? [`${ids.length - stored.size} events are there twice`] : []),
		...(producer.acknowledged.size === producer.contacts * EVENTS_OF_CONTACT
			? []
			: ['the producer lost count of its own events']),
		...answers
			.filter((answer) => !answer.includes(`"value":${producer.contacts}`))
			.map((answer) => `a web process says ${answer} instead of ${producer.contacts} contacts`)
	];
}

export async function run(args: readonly string[]): Promise<boolean> {
	const { values } = parseArgs({
		args: [...args],
		options: { seconds: { type: 'string' }, seed: { type: 'string' } }
	});
	const seconds = Number(values.seconds ?? 60);
	const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
	if (!existsSync('build/index.js')) throw new Error('run "npm run build" first');
	console.log(`shards: seed ${seed}, ${seconds} s`);
	const interrupted = new AbortController();
	process.once('SIGINT', () => {
		interrupted.abort();
	});
	let stop = (): Promise<void> => Promise.resolve();
	try {
		const parts = await start((end) => (stop = end));
		const producer = new Producer(() => parts.ingests);
		const kills = await disturb(parts, { seconds, seed, signal: interrupted.signal });
		await producer.stop();
		say(`${producer.contacts} contacts were sent; looking at what is there`);
		const faults = await faultsOf(parts, producer);
		for (const fault of faults) console.log(`BROKEN: ${fault}`);
		console.log(
			`shards: ${producer.acknowledged.size} events acknowledged, ${kills} kills of a shard and an ingest process; ${
				faults.length === 0
					? 'each is stored once, and both web processes count the same'
					: `${faults.length} promises broken`
			}`
		);
		return faults.length === 0;
	} finally {
		await stop();
	}
}
