/** What a web process counts of itself, and how /metrics shows it. */
import { sql } from 'kysely';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { registerAlertCounters } from '../alerts/counters.ts';
import type { ChainWatch } from '../audit/chain-watch.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { Sent } from '../live/fan-out.ts';
import type { LiveHub } from '../live/hub.ts';
import type { Store } from '../store/database.ts';
import { counter, gauge, histogram } from './metric.ts';
import { WEB_METRICS } from './web-metrics.ts';

/** Before the names of what every Node process tells. */
export const WEB_PREFIX = 'atalaya_web_';

/** What is looked at when somebody asks. */
export interface WatchedParts {
	readonly hub: Pick<LiveHub, 'viewerCount' | 'watchedCount' | 'asOfMs' | 'ledger'>;
	readonly chain: Pick<ChainWatch, 'state' | 'look'>;
	readonly clickhouse: Pick<ClickHouse, 'ping'>;
	readonly store: Pick<Store, 'database'>;
	/** Every ingest process tells of its commits. */
	readonly isTold: () => boolean;
	readonly now: () => number;
}

/** /metrics is open to everybody: it must not decide how often others are asked. */
const PROBE_COUNTS_MS = 2000;
const PROBE_TIMEOUT_MS = 3000;
const CHAIN_EVERY_MS = 60_000;

/** The answer of the last probe while it is fresh: 1 or 0, and 0 when nobody answers in time. */
function probe(ask: () => Promise<unknown>, now: () => number): () => Promise<number> {
	let last: { readonly atMs: number; readonly answer: Promise<number> } | null = null;
	const askOnce = async (): Promise<number> => {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<number>((resolve) => {
			timer = setTimeout(resolve, PROBE_TIMEOUT_MS, 0);
		});
		const asked = ask().then(
			() => 1,
			() => 0
		);
		const answer = await Promise.race([asked, late]);
		clearTimeout(timer);
		return answer;
	};
	return () => {
		const nowMs = now();
		if (last === null || nowMs - last.atMs > PROBE_COUNTS_MS)
			last = { atMs: nowMs, answer: askOnce() };
		return last.answer;
	};
}

export class WebTelemetry {
	readonly #registry = new Registry();
	readonly #requests = histogram(WEB_METRICS.requestSeconds, this.#registry);
	readonly #ticks = histogram(WEB_METRICS.publishSeconds, this.#registry);
	readonly #frames = counter(WEB_METRICS.frames, this.#registry);
	readonly #frameBytes = counter(WEB_METRICS.frameBytes, this.#registry);
	readonly #questions = histogram(WEB_METRICS.questionSeconds, this.#registry);
	readonly #store = histogram(WEB_METRICS.storeSeconds, this.#registry);

	constructor() {
		collectDefaultMetrics({ register: this.#registry, prefix: WEB_PREFIX });
		registerAlertCounters(this.#registry);
	}

	readonly answered = (seconds: number, status: number): void => {
		this.#requests.observe({ status: `${Math.floor(status / 100)}xx` }, seconds);
	};

	readonly published = (seconds: number, sent: readonly Sent[]): void => {
		this.#ticks.observe(seconds);
		for (const { frames, bytes } of sent) {
			this.#frames.inc(frames);
			this.#frameBytes.inc(bytes);
		}
	};

	readonly asked = (seconds: number, lane: string, isAnswered: boolean): void => {
		this.#questions.observe({ lane, outcome: isAnswered ? 'answered' : 'failed' }, seconds);
	};

	readonly stated = (seconds: number, isAnswered: boolean): void => {
		this.#store.observe({ outcome: isAnswered ? 'answered' : 'failed' }, seconds);
	};

	watch(parts: WatchedParts): void {
		const { hub, isTold, now } = parts;
		gauge(WEB_METRICS.viewers, this.#registry, (figure) => {
			figure.set(hub.viewerCount);
		});
		gauge(WEB_METRICS.channels, this.#registry, (figure) => {
			figure.set(hub.watchedCount);
		});
		gauge(WEB_METRICS.numbersAge, this.#registry, (figure) => {
			const { asOfMs } = hub;
			if (asOfMs === null) figure.remove();
			else figure.set(Math.max(0, now() - asOfMs) / 1000);
		});
		gauge(WEB_METRICS.notices, this.#registry, (figure) => {
			figure.set(isTold() ? 1 : 0);
		});
		gauge(WEB_METRICS.ledgerContacts, this.#registry, (figure) => {
			figure.set(hub.ledger.contacts);
		});
		gauge(WEB_METRICS.ledgerMissed, this.#registry, (figure) => {
			figure.set(hub.ledger.missed);
		});
		this.#watchOthers(parts);
	}

	#watchOthers({ chain, clickhouse, store: { database }, now }: WatchedParts): void {
		const databaseUp = probe(() => clickhouse.ping(), now);
		const storeUp = probe(() => sql`select 1`.execute(database), now);
		gauge(WEB_METRICS.databaseUp, this.#registry, async (figure) => {
			figure.set(await databaseUp());
		});
		gauge(WEB_METRICS.storeUp, this.#registry, async (figure) => {
			figure.set(await storeUp());
		});
		let lookedAtMs = Number.NEGATIVE_INFINITY;
		gauge(WEB_METRICS.auditIntact, this.#registry, (figure) => {
			const { verdict } = chain.state;
			if (verdict === null) figure.remove();
			else figure.set(verdict.ok ? 1 : 0);
			if (now() - lookedAtMs < CHAIN_EVERY_MS) return;
			lookedAtMs = now();
			// Not waited for: the next who asks sees what it found.
			void chain.look();
		});
	}

	/** The text and its media type. */
	async show(): Promise<{ readonly text: string; readonly type: string }> {
		return { text: await this.#registry.metrics(), type: this.#registry.contentType };
	}
}
