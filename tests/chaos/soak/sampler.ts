/** Looks at the running product and at those who use it, every few seconds. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { summarise } from '../../bench/live/latencies.ts';
import type { Part } from '../../bench/live/part.ts';
import { INGEST_TOKEN } from '../../support/product.ts';
import type { Product } from '../../support/product.ts';
import { readMetrics } from '../support/metrics-text.ts';
import { processFigures } from '../support/process-figures.ts';
import type { ProcessFigures } from '../support/process-figures.ts';
import type { Marker } from './marker.ts';
import type { ProducerReport } from './producer.ts';
import type { Questions } from './questions.ts';
import type { Sample } from './series.ts';
import type { ViewersReport } from './viewers.ts';

const activeParts = defineQuery({
	name: 'soak-parts',
	sql: `SELECT toUInt32(count()) AS parts FROM system.parts WHERE active AND database = currentDatabase()`,
	scope: { none: 'about tables and not about what is in them' },
	params: Type.Object({}),
	row: Type.Object({ parts: Type.Number() })
});

const SCRIPTS = {
	ingest: 'ingest/main.ts',
	web: 'src/server.ts',
	engine: 'clickhouse/engine/server.mjs'
} as const;
type ProcessName = keyof typeof SCRIPTS;

const MIB = 1024 * 1024;
/** Percentiles of a moment need more than the few latencies of five seconds. */
const WINDOW_SAMPLES = 6;
const ANSWER_WITHIN_MS = 4000;

/** The latencies of the last half minute. */
class Recent {
	readonly #batches: (readonly number[])[] = [];

	add(latenciesMs: readonly number[]): { p50: number | null; p99: number | null } {
		this.#batches.push(latenciesMs);
		if (this.#batches.length > WINDOW_SAMPLES) this.#batches.shift();
		const all = this.#batches.flat();
		if (all.length === 0) return { p50: null, p99: null };
		const { p50, p99 } = summarise(all);
		return { p50, p99 };
	}
}

export interface SamplerParts {
	readonly product: Product;
	readonly clickhouse: ClickHouse;
	readonly producer: Part<ProducerReport>;
	readonly viewers: readonly Part<ViewersReport>[];
	readonly marker: Marker;
	readonly questions: Questions;
}

export interface Totals {
	readonly viewers: Omit<ViewersReport, 'level'>;
	readonly again: number;
	readonly markersMissed: number;
	/** Processes that were there at one look and others at the next. */
	readonly restarts: number;
}

export class Sampler {
	readonly #parts: SamplerParts;
	readonly #pids = new Map<ProcessName, number>();
	readonly #recent = { frame: new Recent(), ack: new Recent(), question: new Recent() };
	readonly #viewers = { frames: 0, bytes: 0, gaps: 0, lost: 0, refused: 0 };
	#frames: number[] = [];
	#again = 0;
	#level = 0;
	#missed = 0;
	#restarts = 0;

	constructor(parts: SamplerParts) {
		this.#parts = parts;
	}

	get totals(): Totals {
		return {
			viewers: this.#viewers,
			again: this.#again,
			markersMissed: this.#missed,
			restarts: this.#restarts
		};
	}

	/** From event to frame, since the last call. */
	takeFrames(): readonly number[] {
		return this.#frames.splice(0);
	}

	/** Viewers that had a message of their present connection, at the last look. */
	get level(): number {
		return this.#level;
	}

	async sample(): Promise<Sample> {
		const { product, producer, viewers, marker, questions } = this.#parts;
		const atMs = Date.now();
		const [web, ingest, status, parts, produced, watched] = await Promise.all([
			readMetrics(product.web),
			readMetrics(product.ingest),
			this.#status(),
			this.#activeParts(),
			producer.report(),
			Promise.all(viewers.map((part) => part.report()))
		]);
		this.#again = produced.again;
		for (const report of watched) this.#count(report);
		this.#level = watched.reduce((total, { level }) => total + level, 0);
		const marked = marker.take();
		this.#missed += marked.missed;
		this.#frames.push(...marked.latenciesMs);
		const frame = this.#recent.frame.add(marked.latenciesMs);
		const ack = this.#recent.ack.add(produced.answeredMs);
		const question = this.#recent.question.add(questions.take());
		const lag = (seconds: number | null): number | null =>
			seconds === null ? null : seconds * 1000;
		const of = {
			ingest: this.#look('ingest'),
			web: this.#look('web'),
			engine: this.#look('engine')
		};
		return {
			atMs,
			ingestRss: of.ingest?.rssMib ?? null,
			webRss: of.web?.rssMib ?? null,
			engineRss: of.engine?.rssMib ?? null,
			ingestHandles: of.ingest?.handles ?? null,
			webHandles: of.web?.handles ?? null,
			engineHandles: of.engine?.handles ?? null,
			parts,
			...status,
			frameP50: frame.p50,
			frameP99: frame.p99,
			ackP50: ack.p50,
			ackP99: ack.p99,
			questionP50: question.p50,
			questionP99: question.p99,
			ingestLag: lag(ingest.figure('nodejs_eventloop_lag_p99_seconds')),
			webLag: lag(web.figure('atalaya_web_nodejs_eventloop_lag_p99_seconds')),
			webContacts: web.figure('atalaya_web_ledger_contacts')
		};
	}

	#count(report: ViewersReport): void {
		for (const key of ['frames', 'bytes', 'gaps', 'lost', 'refused'] as const)
			this.#viewers[key] += report[key];
	}

	#look(name: ProcessName): ProcessFigures | null {
		const pid = this.#pids.get(name);
		const figures = pid === undefined ? null : processFigures(pid);
		if (figures !== null) return figures;
		const now = this.#parts.product.pidOf(SCRIPTS[name]);
		if (now === null) return null;
		if (pid !== undefined) this.#restarts += 1;
		this.#pids.set(name, now);
		return processFigures(now);
	}

	async #activeParts(): Promise<number | null> {
		const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
		return this.#parts.clickhouse.query('ingest', activeParts, {}, { signal }).then(
			(rows) => rows[0]?.parts ?? null,
			() => null
		);
	}

	async #status(): Promise<{ readonly pending: number | null; readonly spool: number | null }> {
		interface Status {
			readonly spool: { readonly live: number; readonly backfill: number; readonly bytes: number };
		}
		try {
			const answer = await fetch(`${this.#parts.product.ingest}/v1/status`, {
				headers: { authorization: `Bearer ${INGEST_TOKEN}` },
				signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
			});
			const { spool } = (await answer.json()) as Status;
			return { pending: spool.live + spool.backfill, spool: spool.bytes / MIB };
		} catch {
			return { pending: null, spool: null };
		}
	}
}
