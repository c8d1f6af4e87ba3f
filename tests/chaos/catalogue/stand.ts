/** An engine with the schema, the proxy before it, and ingest processes on directories of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { applySchema } from '../../../clickhouse/apply.ts';
import { contactEvents, parsed } from '../../support/contact.ts';
import { startTestEngine } from '../../support/engine.ts';
import type { TestEngine } from '../../support/engine.ts';
import { foldInteraction } from '../../support/fold.ts';
import { leaveConnection, startTestIngest } from '../../support/ingest.ts';
import type { IngestStatus, TestIngest } from '../../support/ingest.ts';
import { allFacts, asFolded } from '../../support/stored-facts.ts';
import { storedIds } from '../../support/stored-events.ts';
import { until } from '../../support/until.ts';
import { FaultProxy } from '../lab/fault-proxy.ts';
import type { ProxiedRequest } from '../lab/fault-proxy.ts';

export type Event = Record<string, unknown>;

export const toEvents = ({ name }: ProxiedRequest): boolean => name === 'insert-events';

/** Rows of a batch, which are the last number of its id. */
export const rowsOf = ({ token }: ProxiedRequest): number =>
	Number(/-(\d+)-[0-9a-f]{32}/.exec(token ?? '')?.[1] ?? 0);

/** Whole contacts of a source, each with seven events. */
export const contactsOf = (source: string, count: number, atMs = Date.now() - 600_000): Event[] =>
	Array.from({ length: count }, (_none, n) =>
		contactEvents({ id: `${source.replace(/\W/g, '')}-${n}`, atMs: atMs + n * 1000, source })
	).flat();

export const drained = (ingest: TestIngest): Promise<IngestStatus> =>
	until('the spool is drained', async () => {
		const status = await ingest.status();
		return status.total.inSpool === 0 && status;
	});

/** Of one source, once nothing is on its way. */
export async function countsOf(ingest: TestIngest, source: string) {
	const { sources } = await drained(ingest);
	const counts = sources.find((of) => of.source === source);
	return { committed: counts?.committed, deadLettered: counts?.deadLettered };
}

export const inTrouble = (ingest: TestIngest, kind: string): Promise<IngestStatus> =>
	until(`the writer says ${kind}`, async () => {
		const status = await ingest.status();
		return status.trouble?.class === kind && status;
	});

export class Stand {
	readonly engine: TestEngine;
	readonly proxy: FaultProxy;
	readonly #directory: string;
	readonly #running = new Set<TestIngest>();
	#lasting: Promise<TestIngest> | null = null;
	#places = 0;

	private constructor(engine: TestEngine, proxy: FaultProxy, directory: string) {
		this.engine = engine;
		this.proxy = proxy;
		this.#directory = directory;
	}

	static async open(): Promise<Stand> {
		const engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		const proxy = await FaultProxy.open({ target: () => engine.engine.connection.url });
		return new Stand(engine, proxy, await mkdtemp(join(tmpdir(), 'atalaya-stand-')));
	}

	get clickhouse(): ClickHouse {
		return this.engine.clickhouse;
	}

	/** A directory that knows the database by this address. */
	place(url = this.proxy.url): string {
		this.#places += 1;
		const dataDir = join(this.#directory, String(this.#places));
		leaveConnection(dataDir, { ...this.engine.connection, url });
		return dataDir;
	}

	/** On a new directory, or on one that a former process had. */
	async ingest(dataDir = this.place(), env: Record<string, string> = {}): Promise<TestIngest> {
		const ingest = await startTestIngest({ dataDir, env });
		this.#running.add(ingest);
		return ingest;
	}

	/** One for all tests that neither kill it nor need it new. */
	lasting(): Promise<TestIngest> {
		this.#lasting ??= startTestIngest({ dataDir: this.place() });
		return this.#lasting;
	}

	/** After a test, whatever became of it. */
	async clear(): Promise<void> {
		this.proxy.script(null);
		this.proxy.forget();
		await Promise.all([...this.#running].map((ingest) => ingest.kill()));
		this.#running.clear();
	}

	async close(): Promise<void> {
		await this.clear();
		await (await this.#lasting)?.kill();
		await this.proxy.close();
		await this.engine.stop();
		await rm(this.#directory, { recursive: true, force: true, maxRetries: 5 });
	}

	/**
	 * What is not as it should be: events of a source that are missing or there twice, and contacts whose facts are not those
	 * of the fold in plain TypeScript.
	 */
	async faultsOf(source: string, sent: readonly Event[]): Promise<string[]> {
		const ids = await storedIds(this.clickhouse, source);
		const wanted = new Set(sent.map(({ id }) => String(id)));
		const missing = [...wanted].filter((id) => !ids.includes(id));
		const others = ids.filter((id, at) => !wanted.has(id) || ids.indexOf(id) !== at);
		const facts = await this.clickhouse.query('ingest', allFacts, { tenant: 'default' });
		const bySubject = new Map<string, KnownEvent[]>();
		for (const event of parsed(sent))
			bySubject.set(event.subject, [...(bySubject.get(event.subject) ?? []), event]);
		const wrong = [...bySubject].filter(([subject, events]) => {
			const found = facts.filter(({ id }) => id === subject).map(asFolded);
			return !isSame(found, foldInteraction(events));
		});
		return [
			...missing.map((id) => `missing: ${id}`),
			...others.map((id) => `twice or not sent: ${id}`),
			...wrong.map(([subject]) => `wrong facts: ${subject}`)
		];
	}
}

const isSame = (a: readonly object[], b: readonly object[]): boolean => text(a) === text(b);
const text = (list: readonly object[]): string =>
	JSON.stringify(list.map((one) => Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1))));
