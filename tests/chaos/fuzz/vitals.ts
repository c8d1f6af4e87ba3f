/** How the processes are while they are fuzzed: alive, and of which size. */
import type { Part } from './case.ts';
import { eventLoopP99Ms, handlesOf, residentBytes } from './stage.ts';
import type { FuzzStage } from './stage.ts';

const EVERY_MS = 2000;
const SAMPLES_A_MINUTE = 30;
const MIB = 1024 * 1024;
const PARTS: readonly Part[] = ['ingest', 'web'];

interface Sample {
	readonly atMs: number;
	readonly bytes: number;
}

export interface PartVitals {
	readonly isAlive: boolean;
	readonly residentMib: { readonly first: number; readonly last: number; readonly most: number };
	/** A sample each minute from the start, MiB. */
	readonly eachMinute: readonly number[];
	/** By the line through all samples after the warm-up; null: too few for a line. */
	readonly growthMib: number | null;
	readonly eventLoopP99Ms: number | null;
	readonly handles: { readonly before: number; readonly after: number } | null;
}

/** Bytes gained from the first to the last sample along the line of least squares. */
export function growthOf(samples: readonly Sample[]): number {
	const mean = (pick: (sample: Sample) => number): number =>
		samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
	const [atMs, bytes] = [mean((sample) => sample.atMs), mean((sample) => sample.bytes)];
	let [upper, lower] = [0, 0];
	for (const sample of samples) {
		upper += (sample.atMs - atMs) * (sample.bytes - bytes);
		lower += (sample.atMs - atMs) ** 2;
	}
	const spanMs = (samples.at(-1)?.atMs ?? 0) - (samples[0]?.atMs ?? 0);
	return lower === 0 ? 0 : (upper / lower) * spanMs;
}

export class Vitals {
	readonly #stage: FuzzStage;
	readonly #samples: Readonly<Record<Part, Sample[]>> = { ingest: [], web: [] };
	readonly #handles: Readonly<Record<Part, number>>;
	readonly #timer: NodeJS.Timeout;
	#warm: Readonly<Record<Part, number>> | null = null;

	constructor(stage: FuzzStage) {
		this.#stage = stage;
		this.#handles = {
			ingest: handlesOf(stage.parts.ingest.pid),
			web: handlesOf(stage.parts.web.pid)
		};
		this.#timer = setInterval(() => {
			this.#sample();
		}, EVERY_MS);
		this.#sample();
	}

	#sample(): void {
		for (const part of PARTS) {
			const bytes = residentBytes(this.#stage.parts[part].pid);
			if (bytes !== null) this.#samples[part].push({ atMs: performance.now(), bytes });
		}
	}

	/** The first that is gone. */
	dead(): Part | null {
		return PARTS.find((part) => residentBytes(this.#stage.parts[part].pid) === null) ?? null;
	}

	/** From here on nothing should grow any more. */
	async noteWarm(): Promise<void> {
		if (this.#warm !== null) return;
		this.#warm = { ingest: this.#samples.ingest.length, web: this.#samples.web.length };
		for (const part of PARTS) await eventLoopP99Ms(this.#stage.parts[part]);
	}

	/** While nothing is sent any more. */
	async end(): Promise<Readonly<Record<Part, PartVitals>>> {
		clearInterval(this.#timer);
		this.#sample();
		return { ingest: await this.#vitalsOf('ingest'), web: await this.#vitalsOf('web') };
	}

	async #vitalsOf(part: Part): Promise<PartVitals> {
		const watched = this.#stage.parts[part];
		const isAlive = residentBytes(watched.pid) !== null;
		const all = this.#samples[part];
		const warm = this.#warm === null ? [] : all.slice(this.#warm[part]);
		const mib = (bytes = 0): number => Math.round(bytes / MIB);
		return {
			isAlive,
			residentMib: {
				first: mib((warm[0] ?? all[0])?.bytes),
				last: mib(all.at(-1)?.bytes),
				most: mib(Math.max(...all.map(({ bytes }) => bytes)))
			},
			eachMinute: all.filter((_, at) => at % SAMPLES_A_MINUTE === 0).map(({ bytes }) => mib(bytes)),
			growthMib: warm.length < 8 ? null : Math.round(growthOf(warm) / MIB),
			eventLoopP99Ms: isAlive ? await eventLoopP99Ms(watched) : null,
			handles: isAlive ? { before: this.#handles[part], after: handlesOf(watched.pid) } : null
		};
	}
}
