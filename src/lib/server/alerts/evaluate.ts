/** One turn: every rule is compared with what was read, and what follows from it is stored. */
import type { Kysely } from 'kysely';
import { hasEnough, judge, leave, step } from '#lib/domain/alerts/alert-state.ts';
import type { Reading, Step } from '#lib/domain/alerts/alert-state.ts';
import { worseOf } from '#lib/domain/alerts/alert.ts';
import type { ClearReason, Figures, NoData } from '#lib/domain/alerts/alert.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { Answered, Questions } from './questions.ts';
import { NONE, begin, end, isStill, readStandings, writeFigures, writePhase } from './places.ts';
import type { Place, Standings } from './places.ts';
import { openKey } from './stored-alert.ts';
import type { StoredRule } from './stored-alert.ts';
import { remind } from './transitions.ts';
import { aboutOf, appliesAt, watchOf } from './watches.ts';
import type { KnownQueues, StoredWatch } from './watches.ts';

export interface EvaluateOptions {
	readonly database: Kysely<StoreSchema>;
	readonly questions: Questions;
	readonly rules: () => Promise<readonly StoredRule[]>;
	readonly nodes: () => Promise<readonly TeamNode[]>;
	readonly queues: () => Promise<KnownQueues>;
	/** Whether the numbers of the database are up to date. */
	readonly isCurrent: () => boolean;
	readonly now: () => number;
}

export interface Turn {
	/** Rules that were compared. */
	readonly rules: number;
	readonly opened: number;
	readonly cleared: number;
	readonly reminded: number;
}

const MINUTE_MS = 60_000;
const noDataOf = (reading: Reading | 'away', rule: AlertRule): NoData | null => {
	if (reading === 'away') return 'away';
	if (!hasEnough(reading, rule.leastN)) return 'few';
	return reading.value === null ? 'empty' : null;
};

function figuresAfter(before: Figures | null, reading: Reading | 'away', rule: AlertRule): Figures {
	const noData = noDataOf(reading, rule);
	if (reading === 'away' || noData !== null) {
		const last = before ?? { opened: null, last: null, worst: null, n: null, noData };
		return { ...last, noData };
	}
	const { value, n } = reading;
	return {
		opened: before ? before.opened : value,
		last: value,
		worst: before ? worseOf(before.worst, value, rule.comparison) : value,
		n,
		noData
	};
}

export class Evaluation {
	readonly #options: EvaluateOptions;

	constructor(options: EvaluateOptions) {
		this.#options = options;
	}

	async turn(): Promise<Turn> {
		const { database, questions, now, isCurrent } = this.#options;
		const [rules, nodes, known] = await Promise.all([
			this.#options.rules(),
			this.#options.nodes(),
			this.#options.queues()
		]);
		const watches = rules
			.filter(({ isPaused }) => !isPaused)
			.map((stored) => watchOf(stored, nodes, known))
			.filter((watch) => watch !== null);
		const nowMs = now();
		const answers = await questions.ask(watches, nowMs);
		const standings = await readStandings(database);
		const done = { rules: answers.size, opened: 0, cleared: 0, reminded: 0 };
		for (const [watch, answered] of answers) {
			const turn = { nowMs, known, standings };
			const found = await this.#rule(watch, isCurrent() ? answered : 'away', turn);
			done.opened += found.opened;
			done.cleared += found.cleared;
			done.reminded += found.reminded;
		}
		return done;
	}

	async #rule(
		watch: StoredWatch,
		answered: Answered,
		{ nowMs, known, standings }: { nowMs: number; known: KnownQueues; standings: Standings }
	): Promise<Omit<Turn, 'rules'>> {
		const prefix = openKey(watch.stored.id, '');
		const before = [...standings.keys()].filter((key) => key.startsWith(prefix));
		const reached = new Set(watch.rule.per === 'queue' ? watch.queues : ['']);
		const done = { opened: 0, cleared: 0, reminded: 0 };
		for (const queue of new Set([...reached, ...before.map((key) => key.slice(prefix.length))])) {
			const standing = standings.get(openKey(watch.stored.id, queue)) ?? NONE;
			const place: Place = { watch, queue, standing, nowMs };
			const what = await this.#place(place, answered, this.#whyNot(place, reached, known));
			if (what !== null) done[what] += 1;
		}
		return done;
	}

	async #place(
		place: Place,
		answered: Answered,
		why: ClearReason | null
	): Promise<'opened' | 'cleared' | 'reminded' | null> {
		if (why !== null) return this.#leave(place, why);
		const reading = answered === 'away' ? answered : (answered.get(place.queue) ?? 'away');
		const effect = await this.#step(place, reading);
		return effect ?? ((await this.#remind(place)) ? 'reminded' : null);
	}

	/** Null: the rule applies here and now. */
	#whyNot(
		{ watch, queue, nowMs }: Place,
		reached: ReadonlySet<string>,
		known: KnownQueues
	): ClearReason | null {
		if (!reached.has(queue) || aboutOf(watch, queue) === null) return 'out-of-reach';
		return appliesAt(watch, queue, known, nowMs) ? null : 'closed-hours';
	}

	async #step(place: Place, reading: Reading | 'away'): Promise<Step['effect']> {
		const { watch, standing, nowMs } = place;
		const verdict = reading === 'away' ? 'unknown' : judge(reading, watch.rule);
		const next = step(standing.phase, verdict, watch.rule, nowMs);
		const figures = figuresAfter(standing.alert?.figures ?? null, reading, watch.rule);
		return this.#store(place, next, { figures, reason: 'recovered' });
	}

	#leave(place: Place, reason: ClearReason): Promise<Step['effect']> {
		return this.#store(place, leave(place.standing.phase), { figures: null, reason });
	}

	/** Does nothing where another process has gone on from the same phase. */
	async #store(
		place: Place,
		{ phase, effect }: Step,
		{ figures, reason }: { figures: Figures | null; reason: ClearReason }
	): Promise<Step['effect']> {
		const { database } = this.#options;
		const { alert, text } = place.standing;
		const isSame = text === (phase.name === 'ok' ? null : JSON.stringify(phase));
		const isMoved = figures !== null && alert !== null && !sameFigures(alert.figures, figures);
		if (isSame && effect === null && !isMoved) return null;
		return database.transaction().execute(async (transaction) => {
			if (!(await isStill(transaction, place.watch.stored))) return null;
			if (!isSame && !(await writePhase(transaction, place, phase))) return null;
			if (effect === 'opened' && figures)
				return (await begin(transaction, place, figures)) && effect;
			if (effect === 'cleared')
				return (await end(transaction, place, { figures, reason })) && effect;
			if (isMoved) await writeFigures(transaction, alert.id, figures);
			return null;
		});
	}

	async #remind({ watch, standing, nowMs }: Place): Promise<boolean> {
		const { rule } = watch;
		const { alert, remindedAtMs } = standing;
		const everyMs = rule.remindMinutes * MINUTE_MS;
		if (everyMs === 0 || !alert || alert.acknowledged || nowMs - remindedAtMs < everyMs)
			return false;
		return this.#options.database
			.transaction()
			.execute((transaction) =>
				remind(transaction, rule, alert, { beforeMs: remindedAtMs, atMs: nowMs })
			);
	}
}

const sameFigures = (a: Figures, b: Figures): boolean => JSON.stringify(a) === JSON.stringify(b);
