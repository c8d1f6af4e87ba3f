/**
 * Keeps the newest floor that could be read, and up to when it is complete. Who waits is asked apart from who is there, of
 * which large centres have thousands, and from the sums of windows, which take longer: a contact that starts to wait is on
 * the wall without them.
 */
import type { Touched } from '#lib/domain/events/notice.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { Asking } from './asking.ts';
import { EMPTY_FLOOR, readAgents, readTotals, readWaiting } from './floor.ts';
import type { AgentNow, Floor, QueueSettings } from './floor.ts';
import type { LiveTraces } from './live-traces.ts';
import { FloorLedger } from './ledger/floor-ledger.ts';
import type { BoardNeeds } from './needs.ts';
import { readQuality } from './quality-sums.ts';
import { UsualReader } from './usual-reader.ts';

/** Whether commits are heard of: `polling` when nothing tells, `lost` when what told has gone. */
export type NoticeSource = 'connected' | 'polling' | 'lost';

/** What is known of a commit. */
export interface Committed {
	/** Some of it may be about evaluations. */
	readonly evaluations: boolean;
	/** `traceparent`s of what led to it. */
	readonly traceparents?: readonly string[];
	/** The contacts it touched; absent: any. */
	readonly touched?: Touched | undefined;
	/** Others may have come before it of which nobody told. */
	readonly unheard?: boolean;
}

export interface FloorReaderOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly now: () => number;
	readonly notices: () => NoticeSource;
	readonly onError: (error: unknown) => void;
	/** Where traces are on. */
	readonly traces?: LiveTraces;
}

/** Windows slide and midnight passes: the floor is read again although nothing was committed. */
const SLIDE_MS = 5000;
const POLL_MS = 1000;
/** Of windows of days. */
const QUALITY_SLIDE_MS = 60_000;
const QUALITY_POLL_MS = 5000;
/** Settings and trends. */
const SLOW_MS = 5000;
/** A page waits this long for numbers, then it is sent without. */
const PATIENCE_MS = 2000;

const NOTHING: BoardNeeds = {
	rolling: false,
	todayZones: new Set(),
	agents: false,
	trend: false,
	usualZones: new Set(),
	quality: false
};

/** Sums of newer commits than those that who waits was read of. */
interface HeldSums {
	readonly sums: Pick<Floor, 'rolling' | 'today' | 'trend'>;
	/** What boards get of them. */
	readonly has: Pick<BoardNeeds, 'rolling' | 'todayZones' | 'trend'>;
	/** Monotonic. */
	readonly readAt: number;
	/** When the first of those was read that were held one after another. */
	readonly heldSince: number;
}

export class FloorReader {
	readonly #options: FloorReaderOptions;
	readonly #waiting: Asking;
	readonly #agents: Asking;
	readonly #totals: Asking;
	/** Evaluations: seldom, and beside the floor, which does not wait for them. */
	readonly #quality: Asking;
	readonly #usual: UsualReader;
	readonly #ledger: FloorLedger;
	#floor: Floor = EMPTY_FLOOR;
	/** Sums that are read and not shown yet. */
	#held: HeldSums | null = null;
	/** Up to when those are complete that are shown while others are held. */
	#sumsUntilMs: number | null = null;
	/** What the next questions are for. */
	#needs: BoardNeeds = NOTHING;
	/** What the floor holds. */
	#has: BoardNeeds = NOTHING;
	#slowAt = Number.NEGATIVE_INFINITY;
	/** Complete up to here when nobody tells of commits any more. */
	#heardUntilMs: number | null = null;

	constructor(options: FloorReaderOptions) {
		this.#options = options;
		const { now, onError } = options;
		this.#usual = new UsualReader(options);
		this.#ledger = new FloorLedger(options);
		this.#waiting = new Asking({
			ask: (nowMs) => this.#askWaiting(nowMs),
			now,
			onError,
			leastGapMs: 40,
			rest: 0.5
		});
		this.#agents = new Asking({
			ask: (nowMs) => this.#askAgents(nowMs),
			now,
			onError,
			leastGapMs: 60,
			rest: 4
		});
		this.#totals = new Asking({
			ask: (nowMs) => this.#askTotals(nowMs),
			now,
			onError,
			leastGapMs: 150,
			rest: 2
		});
		this.#quality = new Asking({
			ask: (nowMs) => this.#askQuality(nowMs),
			now,
			onError,
			leastGapMs: 200,
			rest: 3
		});
	}

	get floor(): Floor {
		return this.#floor;
	}

	/** What it holds of single contacts. */
	get ledger(): Pick<FloorLedger, 'contacts' | 'missed'> {
		return this.#ledger;
	}

	/** The next reading has something to find. */
	committed({ evaluations, touched, unheard = false }: Committed): void {
		this.#waiting.committed({ unheard });
		this.#agents.committed({ unheard });
		this.#ledger.note(touched ?? null);
		if (touched?.length !== 0) this.#totals.committed({ unheard });
		if (evaluations) this.#quality.committed({ unheard });
	}

	/**
	 * Up to when the numbers are complete. While commits are heard of and all of them were read, that is now; it stands
	 * still while the database does not answer or nobody tells of commits any more.
	 */
	get asOfMs(): number | null {
		const askings = [
			this.#waiting,
			this.#totals,
			...(this.#needs.agents ? [this.#agents] : [])
		] as const;
		const notices = this.#options.notices();
		const instants = askings.map(({ completeAtMs, completeUntilMs }) =>
			notices === 'polling' ? completeAtMs : completeUntilMs
		);
		if (this.#held !== null) instants.push(this.#sumsUntilMs);
		const known = instants.filter((instant) => instant !== null);
		if (known.length < instants.length) return null;
		const complete = Math.min(...known);
		return notices === 'lost' ? Math.min(complete, this.#heardUntilMs ?? complete) : complete;
	}

	/**
	 * Asks what is due and may be asked; `onAnswer` is called after each answer. Returns the monotonic instant at which the
	 * next question may start, or null when none is waiting.
	 */
	ask(needs: BoardNeeds, onAnswer: () => void): number | null {
		this.#needs = needs;
		const connected = this.#options.notices() === 'connected';
		let next: number | null = null;
		const askings = [
			[this.#waiting, SLIDE_MS, POLL_MS],
			[this.#totals, SLIDE_MS, POLL_MS],
			...(needs.agents ? [[this.#agents, SLIDE_MS, POLL_MS] as const] : []),
			...(needs.quality ? [[this.#quality, QUALITY_SLIDE_MS, QUALITY_POLL_MS] as const] : [])
		] as const;
		for (const [asking, slide, poll] of askings) {
			const slideMs = connected && !asking.isFailing ? slide : poll;
			const at = asking.mayAskAt;
			if (at === null || !asking.isDue(slideMs)) continue;
			if (at <= performance.now()) void asking.run().then(onAnswer);
			else next = Math.min(next ?? at, at);
		}
		return next;
	}

	async queues(): Promise<ReadonlyMap<string, QueueSettings>> {
		this.#slowAt = Number.NEGATIVE_INFINITY;
		await this.#totals.run();
		return this.#floor.queues;
	}

	async agents(): Promise<readonly AgentNow[]> {
		this.#needs = { ...this.#needs, agents: true };
		await this.#agents.run();
		return this.#floor.agents;
	}

	/** Waits until the floor holds what a board needs, but not longer than a page may wait. Never rejects. */
	async provide(needs: BoardNeeds): Promise<void> {
		await within(this.#provide(needs), PATIENCE_MS);
	}

	async #provide(needs: BoardNeeds): Promise<void> {
		// Twice: whoever asks already may do so for other boards. Two hundred screens that come back share the questions.
		for (let round = 0; round < 2 && !this.#covers(needs); round++) {
			this.#needs = union(this.#needs, needs);
			await Promise.all([
				this.#waiting.run(),
				this.#totals.run(),
				...(needs.agents ? [this.#agents.run()] : []),
				...(needs.quality ? [this.#quality.run()] : [])
			]);
			if (this.#held !== null) await this.#waiting.run();
		}
	}

	#covers(needs: BoardNeeds): boolean {
		return (
			!this.#waiting.isDue(2 * SLIDE_MS) &&
			!this.#totals.isDue(2 * SLIDE_MS) &&
			!(needs.agents && this.#agents.isDue(2 * SLIDE_MS)) &&
			!(needs.quality && this.#quality.isDue(2 * QUALITY_SLIDE_MS)) &&
			holds(this.#has, needs)
		);
	}

	#heard(nowMs: number): void {
		// After a loss events may be waiting where we cannot see them.
		if (this.#options.notices() !== 'lost') this.#heardUntilMs = nowMs;
	}

	async #askWaiting(nowMs: number): Promise<void> {
		const answered = this.#options.traces?.reading('read waiting');
		const startedAt = performance.now();
		const waiting = await readWaiting(this.#options);
		answered?.();
		this.#floor = { ...this.#floor, waiting };
		const held = this.#held;
		if (held && (held.readAt <= startedAt || !this.#waiting.isOvertaken)) this.#show(held);
		this.#heard(nowMs);
	}

	/**
	 * Both are read apart, and a contact that is counted as answered must not wait on the same wall: sums are shown once who
	 * waits was asked for after all commits they may have. Where that question fails, or takes too long, they are shown
	 * without it.
	 */
	#holdOrShow(read: Pick<HeldSums, 'sums' | 'has'>): void {
		// Of the answer before: this one has not become the newest yet.
		if (this.#held === null) this.#sumsUntilMs = this.#totals.completeUntilMs;
		const readAt = performance.now();
		const held = { ...read, readAt, heldSince: this.#held?.heldSince ?? readAt };
		const { isFailing, isOvertaken, isRunning } = this.#waiting;
		const mayWait = !isFailing && readAt - held.heldSince < PATIENCE_MS;
		if (mayWait && (isOvertaken || isRunning)) this.#held = held;
		else this.#show(held);
	}

	#show({ sums, has }: HeldSums): void {
		this.#held = null;
		this.#floor = { ...this.#floor, ...sums };
		this.#has = { ...this.#has, ...has };
	}

	async #askAgents(nowMs: number): Promise<void> {
		const agents = await readAgents(this.#options);
		this.#floor = { ...this.#floor, agents };
		this.#has = { ...this.#has, agents: true };
		this.#heard(nowMs);
	}

	async #askQuality(nowMs: number): Promise<void> {
		const { clickhouse, tenant } = this.#options;
		const quality = await readQuality(clickhouse, tenant, nowMs);
		this.#floor = { ...this.#floor, quality };
		this.#has = { ...this.#has, quality: true };
	}

	async #askTotals(nowMs: number): Promise<void> {
		const { clickhouse, tenant } = this.#options;
		const needs = this.#needs;
		const answered = this.#options.traces?.reading('read totals');
		// Nobody says what is committed meanwhile.
		if (this.#options.notices() !== 'connected') this.#ledger.note(null);
		const startedAt = performance.now();
		const slow = startedAt - this.#slowAt >= SLOW_MS || (needs.trend && !this.#has.trend);
		const before = { ...this.#floor, ...this.#held?.sums };
		const { queues, ...sums } = await readTotals(
			{ clickhouse, tenant, nowMs, needs, before, ledger: this.#ledger },
			slow
		);
		const usual = await this.#usual.read(needs.usualZones, nowMs);
		answered?.();
		this.#floor = { ...this.#floor, queues, usual };
		this.#has = { ...this.#has, usualZones: new Set(usual.keys()) };
		const { rolling, todayZones, trend } = needs;
		this.#holdOrShow({ sums, has: { rolling, todayZones, trend } });
		// A queue that was never seen before has a name to be asked for.
		if (hasUnknownQueue({ ...this.#floor, ...sums })) this.#slowAt = Number.NEGATIVE_INFINITY;
		else if (slow) this.#slowAt = startedAt;
		this.#heard(nowMs);
	}
}

function holds(has: BoardNeeds, needs: BoardNeeds): boolean {
	const all = (zones: 'usualZones' | 'todayZones'): boolean =>
		[...needs[zones]].every((zone) => has[zones].has(zone));
	return (
		(['rolling', 'agents', 'trend', 'quality'] as const).every((one) => has[one] || !needs[one]) &&
		all('usualZones') &&
		all('todayZones')
	);
}

/** Resolves with the promise, or when it takes too long. */
async function within(promise: Promise<void>, mostMs: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, mostMs);
	});
	await Promise.race([promise, late]);
	clearTimeout(timer);
}

function hasUnknownQueue({ queues, waiting, rolling }: Floor): boolean {
	return [...waiting.keys(), ...rolling['60m'].keys()].some(
		(queue) => queue !== '' && !queues.has(queue)
	);
}

function union(a: BoardNeeds, b: BoardNeeds): BoardNeeds {
	return {
		rolling: a.rolling || b.rolling,
		todayZones: new Set([...a.todayZones, ...b.todayZones]),
		agents: a.agents || b.agents,
		trend: a.trend || b.trend,
		quality: a.quality || b.quality,
		usualZones: new Set([...a.usualZones, ...b.usualZones])
	};
}
