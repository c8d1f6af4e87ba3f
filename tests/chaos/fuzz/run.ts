/** A run: many cases at once, each looked at, and what has to be true when they are over. */
import { randomBytes } from 'node:crypto';
import { until } from '../../support/until.ts';
import { SOURCE } from './arbitraries/event.ts';
import type { Case, Part, Surroundings } from './case.ts';
import { sendCanary } from './canary.ts';
import { judgeHttp, judgeRaw, judgeSocket, statusesIn } from './judge.ts';
import { Ledger } from './ledger.ts';
import type { Balance } from './ledger.ts';
import { Sender } from './send.ts';
import { API_TOKEN } from './stage.ts';
import type { FuzzStage } from './stage.ts';
import { TEST_INGEST_TOKEN, TEST_INTERNAL_TOKEN } from '../../support/ingest.ts';
import { TARGET_NAMES, draw, labelAt, textOf } from './targets.ts';
import type { Label, TargetName } from './targets.ts';
import { Vitals } from './vitals.ts';
import type { PartVitals } from './vitals.ts';

/** Cases at once; those of web are whole pages, and more of them at once only wait for each other. */
const AT_ONCE: Readonly<Record<Part, number>> = { ingest: 20, web: 8 };
const WORKERS = 32;
/** More of them say no more. */
const MOST_FAULTS = 50;
const DRAINED_WITHIN_MS = 180_000;
/** Connections of ours that were kept, and files that come and go. */
const SPARE_HANDLES = 30;

export interface RunOptions {
	readonly stage: FuzzStage;
	readonly cases: number;
	readonly seed: number;
	readonly targets?: readonly TargetName[];
	/** Cases between two canaries. */
	readonly canaryEvery: number;
	/** Cases after which nothing should grow any more. */
	readonly warmUp: number;
	/** Whether connections may be left open for the other side to end, which takes up to a minute. */
	readonly mayStay: boolean;
	readonly onProgress?: (done: number, faults: number) => void;
	/** Says that it is enough. */
	readonly isOver?: () => boolean;
}

export interface Fault {
	readonly label: string;
	readonly what: string;
}

export interface TargetCount {
	cases: number;
	readonly answers: Record<string, number>;
	faults: number;
}

export interface Summary {
	readonly seed: number;
	readonly cases: number;
	readonly seconds: number;
	readonly targets: Readonly<Partial<Record<TargetName, TargetCount>>>;
	readonly canaries: number;
	/** Connections of web to an ingest process that answers oddly. */
	readonly noticesBack: number;
	readonly balance: Balance;
	readonly counters: Readonly<Record<string, number>>;
	readonly vitals: Readonly<Record<Part, PartVitals>>;
	readonly faults: readonly Fault[];
}

/** Lets a number of them through at once. */
class Gate {
	#free: number;
	readonly #waiting: (() => void)[] = [];
	constructor(places: number) {
		this.#free = places;
	}
	async pass<T>(work: () => Promise<T>): Promise<T> {
		if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
		else this.#free -= 1;
		try {
			return await work();
		} finally {
			const next = this.#waiting.shift();
			if (next) next();
			else this.#free += 1;
		}
	}
}

export class Fuzzer {
	readonly #stage: FuzzStage;
	readonly #sender: Sender;
	readonly #run = randomBytes(4).toString('hex');
	readonly #ledger = new Ledger();
	readonly #gates: Readonly<Record<Part, Gate>> = {
		ingest: new Gate(AT_ONCE.ingest),
		web: new Gate(AT_ONCE.web)
	};
	readonly #faults: Fault[] = [];
	readonly #targets: Partial<Record<TargetName, TargetCount>> = {};
	/** Connections that wait for the other side to end them; nobody waits for them meanwhile. */
	readonly #staying = new Set<Promise<void>>();
	#sent = 0;

	constructor(stage: FuzzStage) {
		this.#stage = stage;
		this.#sender = new Sender({ of: (part) => stage.parts[part] });
	}

	get ledger(): Ledger {
		return this.#ledger;
	}

	surroundings(label: Label): Surroundings {
		this.#sent += 1;
		return {
			tag: `fuzz-${this.#run}-${this.#sent}-${textOf(label)}`,
			nowMs: Date.now(),
			ingestToken: TEST_INGEST_TOKEN,
			internalToken: TEST_INTERNAL_TOKEN,
			apiToken: API_TOKEN,
			cookies: this.#stage.cookies,
			origin: this.#stage.parts.web.url
		};
	}

	/** What is wrong with what came back. */
	async send(sent: Case, label: Label): Promise<readonly string[]> {
		const count = (this.#targets[label.target] ??= { cases: 0, answers: {}, faults: 0 });
		const note = (answer: string | number): void => {
			count.answers[answer] = (count.answers[answer] ?? 0) + 1;
		};
		count.cases += 1;
		try {
			const faults = await this.#judged(sent, note);
			count.faults += faults.length;
			return faults;
		} catch (cause) {
			count.faults += 1;
			note('none');
			return [`no answer: ${String(cause)}`];
		}
	}

	async #judged(sent: Case, note: (answer: string | number) => void): Promise<readonly string[]> {
		switch (sent.kind) {
			case 'http': {
				const answer = await this.#sender.http(sent);
				note(answer.status);
				this.#ledger.noteHttp(sent, answer);
				return judgeHttp(sent, answer);
			}
			case 'raw': {
				const answer = await this.#sender.raw(sent);
				note(statusesIn(answer)[0] ?? 'closed');
				return judgeRaw(answer);
			}
			case 'socket': {
				const answer = await this.#sender.socket(sent);
				note(answer.status === 101 ? `101/${answer.closeCode ?? 'closed'}` : answer.status);
				this.#ledger.noteSocket(sent, answer);
				return judgeSocket(sent, answer);
			}
			default:
				return sent satisfies never;
		}
	}

	async #one(drawn: Case, label: Label, mayStay: boolean): Promise<void> {
		const isStaying = drawn.kind === 'socket' && drawn.ending === 'stay';
		const sent: Case = isStaying && !mayStay ? { ...drawn, ending: 'end' } : drawn;
		const done = (async () => {
			for (const what of await this.send(sent, label)) this.#note(textOf(label), what);
		})();
		if (!isStaying || !mayStay) return done;
		const kept = done.finally(() => this.#staying.delete(kept));
		this.#staying.add(kept);
	}

	#note(label: string, what: string): void {
		if (this.#faults.length < MOST_FAULTS) this.#faults.push({ label, what });
	}

	#canary(name: string): Promise<void> {
		return sendCanary(this.#stage, name).catch((cause: unknown) => {
			this.#note('canary', String(cause));
		});
	}

	async run(options: RunOptions): Promise<Summary> {
		const { stage, cases, seed, targets = TARGET_NAMES, canaryEvery, warmUp, mayStay } = options;
		const vitals = new Vitals(stage);
		const startedAt = performance.now();
		const canaries: Promise<void>[] = [];
		let [next, done] = [0, 0];
		const canary = (): void => {
			const name = `${this.#run}-${canaries.length}`;
			canaries.push(this.#canary(name));
		};
		const isOver = (): boolean =>
			next >= cases || vitals.dead() !== null || options.isOver?.() === true;
		const worker = async (): Promise<void> => {
			while (!isOver()) {
				const index = next++;
				if (index % canaryEvery === 0) canary();
				const label = labelAt(seed, index, targets);
				const drawn = draw(label)(this.surroundings(label));
				await this.#gates[drawn.part].pass(() => this.#one(drawn, label, mayStay));
				done += 1;
				if (done === warmUp) await vitals.noteWarm();
				options.onProgress?.(done, this.#faults.length);
			}
		};
		await Promise.all(Array.from({ length: WORKERS }, worker));
		await Promise.all([...canaries, ...this.#staying]);
		const seconds = (performance.now() - startedAt) / 1000;
		return this.#conclude({ vitals, seed, done, seconds, canaries: canaries.length });
	}

	async #conclude(of: {
		vitals: Vitals;
		seed: number;
		done: number;
		seconds: number;
		canaries: number;
	}): Promise<Summary> {
		const { clickhouse, noticesBack } = this.#stage;
		this.#sender.close();
		const dead = of.vitals.dead();
		if (dead !== null) this.#note('crash', `${dead} is gone: ${this.#lastWords(dead)}`);
		else await this.#canary(`${this.#run}-last`);
		const counters = dead === 'ingest' ? {} : await this.#drained();
		const vitals = await of.vitals.end();
		const balance = await this.#ledger.balance(clickhouse, SOURCE);
		for (const part of ['ingest', 'web'] as const) this.#judgePart(part, vitals[part]);
		for (const id of balance.lost.slice(0, 5)) this.#note('ledger', `lost: ${id}`);
		for (const id of balance.doubled.slice(0, 5)) this.#note('ledger', `twice: ${id}`);
		return {
			seed: of.seed,
			cases: of.done,
			seconds: Math.round(of.seconds),
			targets: this.#targets,
			canaries: of.canaries,
			noticesBack: noticesBack.count(),
			balance,
			counters,
			vitals,
			faults: this.#faults
		};
	}

	#judgePart(part: Part, { handles, isAlive }: PartVitals): void {
		if (handles && handles.after > handles.before + SPARE_HANDLES)
			this.#note(
				part,
				`${handles.after} files and sockets are open, ${handles.before} were before`
			);
		const words = this.#lastWords(part);
		if (isAlive && words !== '') this.#note(part, `it logged: ${words}`);
	}

	/** What it logged as a fault of its own. A question that took too long is one of the machine. */
	#lastWords(part: Part): string {
		return this.#stage.parts[part]
			.output()
			.split('\n')
			.filter((line) => line.trim() !== '' && !/^Listening on|"type":"QueryError"/.test(line))
			.join('\n')
			.slice(0, 2000);
	}

	/** Waits until everything is in the database; the counters have to add up. */
	async #drained(): Promise<Readonly<Record<string, number>>> {
		const { ingest } = this.#stage;
		const status = await until(
			'everything is in the database',
			async () => {
				const now = await ingest.status();
				return now.total.inSpool === 0 && now;
			},
			DRAINED_WITHIN_MS
		).catch(() => ingest.status());
		const { total, deadLetters } = status;
		const { received, accepted, duplicate, rejected, committed, deadLettered, inSpool } = total;
		if (
			received !== accepted + duplicate + rejected ||
			accepted !== committed + deadLettered + inSpool
		)
			this.#note('counters', JSON.stringify(total));
		if (inSpool > 0) this.#note('counters', `${inSpool} events are still in the spool`);
		if (deadLettered > 0)
			this.#note(
				'counters',
				`accepted and then refused by the database: ${JSON.stringify(deadLetters)}`
			);
		return { ...total };
	}
}
