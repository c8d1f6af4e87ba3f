/** A model of the spool: what it promised, on a disk that fails and a machine that stops. Throws when a promise is broken. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { Random } from '../../ingest/demo/random.ts';
import { Intake } from '../../ingest/intake/intake.ts';
import { LANE_NAMES } from '../../ingest/spool/journal-entry.ts';
import type { LaneName } from '../../ingest/spool/journal-entry.ts';
import type { Spool } from '../../ingest/spool/spool.ts';
import type { SpooledEvent } from '../../ingest/spool/spooled-event.ts';
import { PowerCutDisk } from '../support/power-cut-disk.ts';
import type { Operation } from '../support/power-cut-disk.ts';
import { NOW_MS, openSpool, reading } from '../support/spool.ts';

const DIRECTORY = '/spool';
const SPOOL_BYTES = 1024 * 1024;
/** In every other run so little room for keys that most of them are in the archive. */
const limitsOf = (seed: number) => ({
	spoolBytes: SPOOL_BYTES,
	rememberedKeys: seed % 2 === 0 ? 4 : 100_000
});
const LARGE = { channel: 'voice', note: 'x'.repeat(20_000) };

const GONE = Symbol('the process is gone');

/** What a test does to the spool, or to the machine below it. */
type Step =
	| { type: 'send'; lane: LaneName; requests: number; events: number; large: boolean }
	| { type: 'sendAgain'; lane: LaneName; of: number }
	| { type: 'deliver'; lane: LaneName; events: number }
	| { type: 'bury'; lane: LaneName }
	| { type: 'seal'; lane: LaneName }
	| { type: 'writeBack' }
	| { type: 'fault'; operation: Operation; code: string; times: number }
	| { type: 'end'; how: 'kill' | 'cut'; after: number; duringStart: number };

const lane = fc.constantFrom(...LANE_NAMES);
const count = (max: number) => fc.integer({ min: 1, max });
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			type: fc.constant('send' as const),
			lane: fc.constantFrom('live', 'live', 'backfill'),
			requests: count(3),
			events: count(4),
			large: fc.boolean()
		})
	},
	{
		weight: 3,
		arbitrary: fc.record({ type: fc.constant('sendAgain' as const), lane, of: fc.nat(1000) })
	},
	{
		weight: 4,
		arbitrary: fc.record({ type: fc.constant('deliver' as const), lane, events: count(8) })
	},
	{ weight: 1, arbitrary: fc.record({ type: fc.constant('bury' as const), lane }) },
	{ weight: 2, arbitrary: fc.record({ type: fc.constant('seal' as const), lane }) },
	{ weight: 1, arbitrary: fc.record({ type: fc.constant('writeBack' as const) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			type: fc.constant('fault' as const),
			operation: fc.constantFrom<Operation[]>(
				'write',
				'truncate',
				'sync',
				'create',
				'remove',
				'syncDirectory'
			),
			code: fc.constantFrom('EIO', 'ENOSPC'),
			times: count(3)
		})
	},
	{
		weight: 3,
		arbitrary: fc.record({
			type: fc.constant('end' as const),
			how: fc.constantFrom('kill', 'cut'),
			after: fc.nat(12),
			duringStart: fc.nat(30)
		})
	}
);

/** The machine, the process on it, and what everybody outside knows. */
class Stage {
	readonly #disk: PowerCutDisk;
	readonly #limits: ReturnType<typeof limitsOf>;
	readonly #sent: string[] = [];
	readonly acknowledged = new Set<string>();
	/** What the database has; it is never cut off here. */
	readonly #stored = new Set<string>();
	/** The batch whose commit the journal may have lost, of each lane. */
	readonly #lastBatch: Record<LaneName, ReadonlySet<string>> = {
		live: new Set(),
		backfill: new Set()
	};
	#spool!: Spool;
	#intake!: Intake;
	#gone = new Promise<typeof GONE>(() => undefined);

	constructor(seed: number) {
		this.#limits = limitsOf(seed);
		const random = new Random(String(seed));
		this.#disk = new PowerCutDisk(() => random.next());
	}

	async start(): Promise<void> {
		this.#disk.fault = () => null;
		this.#gone = new Promise<typeof GONE>(() => undefined);
		this.#spool = await openSpool(DIRECTORY, {
			fileSystem: this.#disk.boot(),
			limits: this.#limits
		});
		this.#intake = new Intake({ spool: this.#spool, onRefusal: () => undefined });
	}

	/** What the process answers, unless it is gone before. Nobody outside learns why it failed. */
	async #ask<T>(answer: Promise<T>): Promise<T | typeof GONE | null> {
		return Promise.race([answer.catch(() => null), this.#gone]);
	}

	async take(step: Step): Promise<void> {
		switch (step.type) {
			case 'send':
				return this.#send(step);
			case 'sendAgain':
				return this.#sendAgain(step);
			case 'deliver':
				return this.#deliver(step.lane, step.events);
			case 'bury':
				return this.#bury(step.lane);
			case 'seal':
				await this.#ask(this.#spool.lanes[step.lane].seal());
				return;
			case 'writeBack':
				this.#disk.writeBack();
				return;
			case 'fault':
				this.#fail(step);
				return;
			case 'end':
				return this.#end(step);
			default:
				return step satisfies never;
		}
	}

	#fail({ operation, code, times }: Extract<Step, { type: 'fault' }>): void {
		let left = times;
		this.#disk.fault = (which) => {
			if (which !== operation || left === 0) return null;
			left -= 1;
			return code;
		};
	}

	async #accept(laneName: LaneName, ids: readonly string[], large: boolean): Promise<void> {
		const readings = ids.map((id) => reading(id, '//tests', large ? LARGE : undefined));
		const outcome = await this.#ask(
			this.#intake.accept(readings, { lane: laneName, receivedAtMs: NOW_MS })
		);
		if (outcome === GONE || outcome === null) return;
		const known = ids.filter((id) => this.acknowledged.has(id)).length;
		assert.equal(outcome.accepted + outcome.duplicates, ids.length);
		assert.ok(outcome.duplicates >= known, 'what was acknowledged is known');
		for (const id of ids) this.acknowledged.add(id);
	}

	async #send({ lane, requests, events, large }: Extract<Step, { type: 'send' }>): Promise<void> {
		const bodies = Array.from({ length: requests }, () =>
			Array.from({ length: events }, () => {
				const id = `e${this.#sent.length}`;
				this.#sent.push(id);
				return id;
			})
		);
		await Promise.all(bodies.map((ids) => this.#accept(lane, ids, large)));
	}

	/** As a producer does that was refused, or whose answer was lost. */
	async #sendAgain({ lane, of }: Extract<Step, { type: 'sendAgain' }>): Promise<void> {
		const id = this.#sent[this.#sent.length - 1 - (of % Math.max(1, this.#sent.length))];
		if (id !== undefined) await this.#accept(lane, [id], false);
	}

	async #deliver(name: LaneName, most: number): Promise<void> {
		const lane = this.#spool.lanes[name];
		const events = await this.#ask(lane.take(most, 1e9));
		if (events === GONE || events === null || events.length === 0) return;
		const [first = 0, last = 0] = [events[0]?.seq, events.at(-1)?.seq];
		const plan = {
			batchId: `${name}-${first}-${last}`,
			...{ first, last, rows: events.length, sha256: '', hours: [], plannedAtMs: NOW_MS }
		};
		if (!(await this.#written(lane.plan(plan)))) return;
		this.#store(name, events);
		await this.#written(lane.commit(events, last));
	}

	#store(name: LaneName, events: readonly SpooledEvent[]): void {
		const ids = events.map(({ event }) => event.id);
		// A batch goes again only when its commit was lost.
		const again = ids.filter((id) => this.#stored.has(id));
		assert.deepEqual(
			again.filter((id) => !this.#lastBatch[name].has(id)),
			[],
			'delivered again'
		);
		for (const id of ids) this.#stored.add(id);
		// It may go again in parts.
		this.#lastBatch[name] = new Set([...(again.length > 0 ? this.#lastBatch[name] : []), ...ids]);
	}

	/** As the writer does: what the journal missed goes with its next whole copy. False: the process is gone. */
	async #written(step: Promise<void>): Promise<boolean> {
		const done = step.then(
			() => true,
			() => false
		);
		for (let outcome = await this.#ask(done); outcome !== true;) {
			if (outcome === GONE) return false;
			outcome = await this.#ask(
				this.#spool.journal.flush().then(
					() => true,
					() => false
				)
			);
		}
		return true;
	}

	async #bury(name: LaneName): Promise<void> {
		const lane = this.#spool.lanes[name];
		const events = await this.#ask(lane.take(1, 1e9));
		if (events === GONE || !events?.[0]) return;
		const { seq, segment, event } = events[0];
		// Its letter is on disk before.
		this.#store(name, events);
		if (!(await this.#written(lane.bury({ seq, segment, source: event.source })))) return;
		await this.#written(lane.commit([], seq));
	}

	async #end({ how, after, duringStart }: Extract<Step, { type: 'end' }>): Promise<void> {
		if (after > 0 && this.#sent.length > 0) {
			const burnt = this.#disk.burnAfter(after);
			this.#gone = burnt.then(() => GONE);
			await this.#send({ type: 'send', lane: 'live', requests: 2, events: 2, large: false });
			await this.#deliver('live', 5);
			await this.#ask(this.#spool.lanes.live.seal());
		}
		if (how === 'cut') this.#disk.cutPower();
		else this.#disk.kill();
		this.#disk.fault = () => null;
		if (duringStart > 0) {
			// The start itself may end the same way; the next one finds what this one left.
			const fileSystem = this.#disk.boot();
			const burnt = this.#disk.burnAfter(duringStart).then(() => GONE);
			const opened = openSpool(DIRECTORY, { fileSystem, limits: this.#limits });
			await Promise.race([opened, burnt]);
			if (how === 'cut') this.#disk.cutPower();
			else this.#disk.kill();
		}
		await this.start();
		await this.check();
	}

	/** Nothing acknowledged is missing, nothing waits twice, and the counters say the same. */
	async check(): Promise<void> {
		const waiting: string[] = [];
		for (const name of LANE_NAMES) {
			for await (const json of this.#spool.lanes[name].pendingEvents()) {
				waiting.push((JSON.parse(json.toString('utf8')) as { id: string }).id);
			}
		}
		const there = new Set([...this.#stored, ...waiting]);
		assert.deepEqual(
			[...this.acknowledged].filter((id) => !there.has(id)),
			[],
			'acknowledged and lost'
		);
		assert.equal(new Set(waiting).size, waiting.length, 'waits twice');
		const again = waiting.filter((id) => this.#stored.has(id));
		const mayGoAgain = new Set([...this.#lastBatch.live, ...this.#lastBatch.backfill]);
		assert.deepEqual(
			again.filter((id) => !mayGoAgain.has(id)),
			[],
			'waits again'
		);
		const { accepted, committed, dead } = this.#spool.counts().total();
		assert.equal(accepted - committed - dead, waiting.length, 'counted as waiting');
		assert.ok(accepted >= this.acknowledged.size, 'counted as accepted');
	}

	async finish(): Promise<void> {
		this.#disk.fault = () => null;
		this.#disk.cutPower();
		await this.start();
		await this.check();
	}
}

/** One run of random steps; answers how many events were acknowledged in it. */
const run = async (seed: number, steps: readonly Step[]): Promise<number> => {
	const stage = new Stage(seed);
	await stage.start();
	for (const each of steps) await stage.take(each);
	await stage.finish();
	return stage.acknowledged.size;
};

/** Answers how many events were acknowledged in all; throws with the shortest steps that break a promise. */
export async function checkModel(options: fc.Parameters<[number, Step[]]>): Promise<number> {
	let acknowledged = 0;
	const steps = fc.array(step, { minLength: 5, maxLength: 40 });
	const property = fc.asyncProperty(fc.integer(), steps, async (seed, each) => {
		acknowledged += await run(seed, each);
	});
	await fc.assert(property, options);
	return acknowledged;
}
