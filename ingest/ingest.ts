/** The ingest process put together: lock, spool, writer, doors. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import type { Config } from '#lib/server/config.ts';
import { readSecrets, readStoreKey } from '#lib/server/secrets.ts';
import { KEY_MARK, subjectHash } from '#lib/server/store/erased-subjects.ts';
import { readSettings } from '#lib/server/store/settings.ts';
import { writeAddress } from './address.ts';
import { DeadLetters } from './dead-letters/dead-letters.ts';
import { startExpiry } from './dead-letters/expiry.ts';
import { startMirror } from './dead-letters/mirror.ts';
import { Credentials } from './http/credentials.ts';
import { EventsRoute } from './http/events-route.ts';
import { Metrics } from './http/metrics.ts';
import { Quotas } from './http/quota.ts';
import { routesOf } from './http/routes.ts';
import { createServer } from './http/server.ts';
import { Intake } from './intake/intake.ts';
import { createPrivacy } from './intake/privacy.ts';
import { RecentErrors } from './intake/recent-errors.ts';
import { nodeFileSystem } from './spool/file-system.ts';
import { lockSpool } from './spool/lock.ts';
import { Spool } from './spool/spool.ts';
import { onDirectory } from './spool/unusable.ts';
import { serveNotices } from './stream/notices.ts';
import { serveProducer } from './stream/producer.ts';
import { serveUpgrades } from './stream/upgrades.ts';
import { watchStore } from './store/open-watch.ts';
import type { WatchedStore } from './store/open-watch.ts';
import type { StoreWatch } from './store/store-watch.ts';
import { startRoller } from '../clickhouse/roll-up.ts';
import { DatabaseLink } from './write/database-link.ts';
import { openSpans } from '#lib/server/telemetry/spans.ts';
import { RequestTraces } from './traces/request-traces.ts';
import { TENANT } from '#lib/server/events/event-row.ts';
import { startPlacementRepair } from './write/placement-repair.ts';
import { skewedCounter } from './write/skewed.ts';
import { Writer } from './write/writer.ts';

export interface RunningIngest {
	readonly url: string;
	readonly intake: Intake;
	/** Takes nothing more in, brings what is there to safety, ends. */
	stop(): Promise<void>;
}

/** How long a stop waits for the database to take what is in the spool. */
const FLUSH_MS = 3000;
const ANSWER_MS = 2000;
const ROLL_EVERY_MS = 10_000;
const EXIT_WRITER = 70;

const clock = (): number => Date.now();

export async function startIngest(config: Config, log: Logger): Promise<RunningIngest> {
	const unlock = lockSpool(join(config.dataDir, 'spool'));
	try {
		return await assemble(config, log, unlock);
	} catch (cause) {
		unlock();
		throw cause;
	}
}

/** What erasures of customers need of this process. */
const erasureParts = (config: Config) => ({
	fileSystem: nodeFileSystem,
	directory: join(config.dataDir, 'spool'),
	keyMark: subjectHash(readStoreKey(config), KEY_MARK)
});

async function openStorage(config: Config, log: Logger, metrics: Metrics) {
	const startedAt = performance.now();
	const spool = await Spool.open({
		directory: join(config.dataDir, 'spool'),
		fileSystem: nodeFileSystem,
		limits: config.limits,
		clock,
		log,
		observeSync: (seconds) => {
			metrics.syncs.observe(seconds);
		}
	});
	const letters = await DeadLetters.open(
		{ fileSystem: nodeFileSystem, directory: join(config.dataDir, 'dead-letters'), clock },
		spool.replaying
	);
	log.info(
		{
			pending: spool.lanes.live.pending + spool.lanes.backfill.pending,
			keys: spool.rememberedKeys,
			ms: Math.round(performance.now() - startedAt),
			...spool.damage
		},
		'the spool is open'
	);
	return { spool, letters };
}

type Storage = Awaited<ReturnType<typeof openStorage>>;

interface Traced {
	/** Null where traces are off. */
	readonly traces: RequestTraces | null;
}

const traced = (traces: RequestTraces | null) => (traces === null ? {} : { traces });

/** The way into the database. */
function openWriter(
	config: Config,
	log: Logger,
	metrics: Metrics,
	{ traces, ...storage }: Storage & Traced
) {
	const database = new DatabaseLink({ read: () => readConnection(config), open: openClickHouse });
	const writer = new Writer({
		...storage,
		database,
		clock,
		random: Math.random,
		log,
		observeInsert: metrics.inserted,
		observeCommit: metrics.committed,
		observeFailure: metrics.failed,
		...traced(traces),
		onFatal: (cause) => {
			log.fatal({ err: cause }, 'the writer ended; the process ends too, and the next one goes on');
			// Accepting events that nobody carries on would look like health.
			process.exit(EXIT_WRITER);
		}
	});
	return { database, writer };
}

/** What every way in shares. */
function openDoor(config: Config, metrics: Metrics, { spool }: Storage, watch: StoreWatch) {
	const { limits } = config;
	const errors = new RecentErrors(clock);
	const intake = new Intake({
		spool,
		onRefusal: (refusal) => {
			errors.add(refusal);
		},
		erased: watch
	});
	const secrets = readSecrets(config);
	const credentials = new Credentials(
		{
			producer: secrets.ingestToken,
			internal: secrets.internalToken,
			reader: config.apiToken
		},
		watch
	);
	const quotas = new Quotas(limits.eventsPerSecond, clock);
	const privacy = createPrivacy(watch);
	const observe = (seconds: number, status: number): void => {
		metrics.requests.observe({ status: String(status) }, seconds);
	};
	return { intake, quotas, privacy, limits, clock, credentials, errors, observe };
}

/** What runs by the clock. Returns the functions that end it. */
function startChores(
	config: Config,
	log: Logger,
	{ spool, letters }: Storage,
	{ database, writer }: ReturnType<typeof openWriter>
): (() => void)[] {
	const clickhouse = () => database.current();
	let rollsFail = false;
	const stopRoller = startRoller({
		clickhouse,
		tenant: TENANT,
		zone: config.timeZone,
		now: clock,
		everyMs: ROLL_EVERY_MS,
		onSuccess: () => {
			rollsFail = false;
		},
		onError: (cause) => {
			// Said once: numbers are right without roll-ups, only slower.
			if (!rollsFail) log.warn({ err: cause }, 'the roll-ups wait for the database');
			rollsFail = true;
		}
	});
	return [
		() => void stopRoller(),
		startMirror(letters, clickhouse, spool.journal.state.node),
		startPlacementRepair({
			clickhouse,
			directory: join(config.dataDir, 'ingest'),
			log,
			onRepaired: (subject, hourMs, leftMs) => {
				writer.placements.set(subject, hourMs);
				writer.commits.moved(subject, [hourMs, ...leftMs], clock());
			}
		})
	];
}

async function assemble(config: Config, log: Logger, unlock: () => void): Promise<RunningIngest> {
	const metrics = new Metrics();
	const storage = await onDirectory(config.dataDir, () => openStorage(config, log, metrics));
	const { spool, letters } = storage;
	const spans = await openSpans(config.tracing, 'atalaya-ingest');
	const traces = spans === null ? null : new RequestTraces(spans);
	const way = openWriter(config, log, metrics, { ...storage, traces });
	const { database, writer } = way;
	const store = watchStore(config, log, clock);
	const door = openDoor(config, metrics, storage, store.watch);
	const { intake, limits, credentials, errors, privacy } = door;
	metrics.watch({
		...{ ...storage, writer, database, limits, store: store.watch },
		...{ fileSystem: nodeFileSystem, directory: join(config.dataDir, 'spool') }
	});
	const skewedCount = skewedCounter(() => database.current(), clock);
	const server = createServer(
		routesOf({
			events: new EventsRoute({ ...door, commits: writer.commits, ...traced(traces) }),
			credentials,
			database,
			metrics,
			status: { spool, writer, letters, errors, startedAtMs: clock(), clock, skewedCount },
			replay: { letters, intake, limits, clock, privacy },
			customers: { ...storage, ...erasureParts(config), credentials, erased: store.watch }
		}),
		log
	);
	const closeSockets = serveUpgrades(server.server, credentials, [
		{ path: '/v1/stream', roles: ['producer'], serve: serveProducer(door) },
		{
			path: '/v1/notices',
			roles: ['internal'],
			serve: serveNotices(writer.commits, () => spool.lanes.live.oldestPendingAtMs)
		}
	]);
	const days = (): Promise<number> => letterDays(store);
	const stops = [
		closeSockets,
		...startChores(config, log, storage, way),
		startExpiry({ letters, days, clock, log })
	];
	writer.start();
	// Without it events are refused until it answers; a moment's wait spares producers that.
	await store.watch.start();
	const url = await listen(server, config);
	const stop = async (): Promise<void> => {
		intake.close();
		for (const end of stops) end();
		writer.commits.close();
		await closeServer(server);
		await writer.stop(FLUSH_MS);
		await spool.close();
		await letters.close();
		await database.close();
		await store.close();
		await spans?.stop();
		unlock();
	};
	return { url, intake, stop };
}

/** After how many days dead letters go; 0: never. */
async function letterDays({ link }: WatchedStore): Promise<number> {
	const { retentionDays } = await readSettings((await link.current()).database);
	return retentionDays.deadLetters;
}

async function listen(server: FastifyInstance, config: Config): Promise<string> {
	await server.listen({ host: config.host, port: config.ingestPort });
	const { port } = server.server.address() as AddressInfo;
	const host = config.host.includes(':') ? `[${config.host}]` : config.host;
	const url = `http://${host}:${port}`;
	writeAddress(config.dataDir, { url, pid: process.pid });
	return url;
}

/** Answers what is under way, then cuts the rest off. */
async function closeServer(server: FastifyInstance): Promise<void> {
	const timer = setTimeout(() => {
		server.server.closeAllConnections();
	}, ANSWER_MS);
	await server.close();
	clearTimeout(timer);
}
