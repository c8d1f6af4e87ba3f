/** One look at all plans: begins the draw of a period, draws slices, gives out, replaces what was skipped, and ends it. */
import type { Kysely } from 'kysely';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { sumsOf } from '#lib/domain/quality/sampling/draw-record.ts';
import type { DrawReport } from '#lib/domain/quality/sampling/draw-record.ts';
import { periodAt, slicesOf } from '#lib/domain/quality/sampling/period.ts';
import type { SamplingPeriod } from '#lib/domain/quality/sampling/period.ts';
import type { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import type { ClickHouse } from '../../clickhouse/client.ts';
import type { PeopleStore } from '../../store/people.ts';
import type { StoreSchema } from '../../store/schema.ts';
import type { TeamStore } from '../../store/teams.ts';
import type { AssignmentStore } from '../assignments.ts';
import type { TeamOfAgent } from '../in-reach.ts';
import { planScope } from './candidates.ts';
import { SETTLE_MS, cutAt, drawDueSlices, dueSlices } from './draw-slices.ts';
import type { DrawnSlices } from './draw-slices.ts';
import {
	beginDraw,
	changeDraw,
	createDrawStore,
	keepPopulations,
	keepSkips,
	takenContacts
} from './draws.ts';
import type { DrawStore } from './draws.ts';
import { evaluatorsOf } from './evaluators.ts';
import { giveDrawn } from './give-drawn.ts';
import type { GivenOut } from './give-drawn.ts';
import type { PlanStore } from './plans.ts';
import type { StoredDraw, StoredPlan } from './stored-plan.ts';

export interface DrawSources {
	readonly database: Kysely<StoreSchema>;
	readonly clickhouse: ClickHouse;
	readonly plans: PlanStore;
	readonly people: Pick<PeopleStore, 'list'>;
	readonly teams: Pick<TeamStore, 'nodes'>;
	readonly assignments: Pick<AssignmentStore, 'create'>;
	/** The newest published version of a form; null: there is none. */
	readonly newestVersion: (form: string) => Promise<number | null>;
	readonly teamOfAgents: () => Promise<TeamOfAgent>;
	readonly zone: string;
	readonly now: () => number;
	/** A plan that could not be drawn; the others go on. */
	readonly onError: (error: unknown) => void;
}

export interface Drawn {
	/** Contacts that were given to evaluators. */
	readonly assigned: number;
	/** Contacts nobody may judge. */
	readonly skipped: number;
	readonly finished: number;
}

const NOTHING_DRAWN: Drawn = { assigned: 0, skipped: 0, finished: 0 };
const DAY_MS = 86_400_000;
/** What is not judged so long after it was due is not replaced any more. */
const FORGOTTEN_DAYS = 7;
/** Somebody else may have changed a draw in between; then it is read again. */
const ATTEMPTS = 3;

const emptyReport = (
	period: SamplingPeriod,
	plan: Pick<SamplingPlan, 'period' | 'quota' | 'isSpread'>
): DrawReport => ({
	fromMs: period.fromMs,
	toMs: period.toMs,
	slices: slicesOf(period, plan).map((slice) => ({ ...slice, drawnAtMs: null })),
	strata: [],
	excluded: { assigned: 0, sameCustomer: 0 },
	waiting: 0,
	toOwnLead: 0
});

const withSeed = ({ id, plan }: StoredPlan): SamplingPlan => ({
	...plan,
	seed: plan.seed === '' ? id : plan.seed
});

const isBegun = ({ report }: StoredDraw): boolean =>
	report.slices.some(({ drawnAtMs }) => drawnAtMs !== null);

/**
 * What the draw goes on with. Once a slice is drawn, what decides which contacts are drawn stays as it was until the
 * period is over; who judges them how is always as the plan says now.
 */
function planOfDraw(draw: StoredDraw, stored: StoredPlan): Pick<StoredDraw, 'asDrawn' | 'report'> {
	const now = withSeed(stored);
	if (isBegun(draw) || now.period !== draw.asDrawn.period) {
		const { name, forms, evaluators, dueDays, secondShare } = now;
		return {
			asDrawn: { ...draw.asDrawn, name, forms, evaluators, dueDays, secondShare },
			report: draw.report
		};
	}
	const { period: key } = draw;
	const { fromMs, toMs } = draw.report;
	return { asDrawn: now, report: emptyReport({ key, fromMs, toMs }, now) };
}

function isOver(
	{ slices, waiting, toMs }: DrawReport,
	{ plan, states, nowMs }: { plan: SamplingPlan; states: readonly string[]; nowMs: number }
): boolean {
	if (slices.some(({ drawnAtMs }) => drawnAtMs === null)) return false;
	if (nowMs > toMs + (plan.dueDays + FORGOTTEN_DAYS) * DAY_MS) return true;
	return waiting === 0 && !states.includes('open');
}

export class DrawTurn {
	readonly #sources: DrawSources;
	readonly #draws: DrawStore;

	constructor(sources: DrawSources) {
		this.#sources = sources;
		this.#draws = createDrawStore(sources.database);
	}

	/**
	 * Safe to repeat and to end at any time, also by several processes: a draw is only changed from what was read of it, and
	 * as a whole. Stops between two draws when it shall not go on.
	 */
	async turn(goesOn: () => boolean = () => true): Promise<Drawn> {
		const { plans, teams } = this.#sources;
		const [list, nodes] = await Promise.all([plans.list(), teams.nodes()]);
		const byId = new Map(list.map((plan) => [plan.id, plan]));
		for (const stored of list) if (!stored.isPaused) await this.#begin(stored);
		let sum = NOTHING_DRAWN;
		for (const draw of await this.#draws.unfinished()) {
			if (!goesOn()) break;
			const stored = byId.get(draw.plan);
			if (stored?.isPaused === true) continue;
			sum = add(sum, await this.#safely(draw, stored ?? null, nodes));
		}
		return sum;
	}

	/** Draws what has come of the open slice until now. Null: there is no such plan. */
	async drawNow(id: string): Promise<(Drawn & { readonly period: string }) | null> {
		const { plans, teams } = this.#sources;
		const [stored, nodes] = await Promise.all([plans.find(id), teams.nodes()]);
		if (!stored) return null;
		const period = await this.#begin(stored);
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const draw = await this.#draws.find(id, period.key);
			if (!draw) break;
			const drawn = await this.#step(draw, stored, { nodes, isForced: true });
			if (drawn !== 'conflict') return { ...drawn, period: period.key };
		}
		return { ...NOTHING_DRAWN, period: period.key };
	}

	async #begin(stored: StoredPlan): Promise<SamplingPeriod> {
		const { database, now, zone } = this.#sources;
		const asDrawn = withSeed(stored);
		const period = periodAt(asDrawn.period, now(), zone);
		const known = await this.#draws.find(stored.id, period.key);
		if (!known)
			await beginDraw(database, {
				...{ plan: stored.id, period: period.key, asDrawn, changedAtMs: now() },
				report: emptyReport(period, asDrawn)
			});
		return period;
	}

	async #safely(
		draw: StoredDraw,
		stored: StoredPlan | null,
		nodes: readonly TeamNode[]
	): Promise<Drawn> {
		try {
			if (!stored) return await this.#end(draw);
			const drawn = await this.#step(draw, stored, { nodes, isForced: false });
			return drawn === 'conflict' ? NOTHING_DRAWN : drawn;
		} catch (error) {
			this.#sources.onError(error);
			return NOTHING_DRAWN;
		}
	}

	/** Its plan was removed. */
	async #end(draw: StoredDraw): Promise<Drawn> {
		const { database } = this.#sources;
		const ended = await database
			.transaction()
			.execute((transaction) => changeDraw(transaction, { ...draw, isFinal: true }));
		return { ...NOTHING_DRAWN, finished: ended ? 1 : 0 };
	}

	async #step(
		draw: StoredDraw,
		stored: StoredPlan,
		{ nodes, isForced }: { nodes: readonly TeamNode[]; isForced: boolean }
	): Promise<Drawn | 'conflict'> {
		const nowMs = this.#sources.now();
		const { asDrawn: plan, report: begun } = planOfDraw(draw, stored);
		const report = isForced ? { ...begun, slices: cutAt(begun.slices, nowMs) } : begun;
		const due = dueSlices(report.slices, nowMs, isForced ? 0 : SETTLE_MS);
		const [skips, assignments] = await Promise.all([
			this.#draws.skips(draw.id),
			this.#draws.assignments(draw.id)
		]);
		const states = assignments.map(({ state }) => state);
		const isIdle =
			due.length === 0 &&
			skips.length === sumsOf(report.strata).skipped &&
			report.waiting === 0 &&
			!isOver(report, { plan, states, nowMs });
		if (isIdle && isSame(draw, { ...draw, report, asDrawn: plan })) return NOTHING_DRAWN;
		const scope = planScope(nodes, stored.team);
		const slices = await this.#drawSlices({ draw, plan, report, due, scope, nowMs });
		const given = giveDrawn(
			{ draw: draw.id, plan, period: draw.period, ...slices, skips, assignments },
			await this.#giveSources(plan, { team: stored.team, nodes, nowMs, turn: draw.period })
		);
		const next: StoredDraw = {
			...{ ...draw, asDrawn: plan, report: given.report, population: given.population },
			changedAtMs: nowMs,
			isFinal: isOver(given.report, { plan, states: statesAfter(states, given), nowMs })
		};
		if (isSame(draw, next) && given.assignments.length === 0) return NOTHING_DRAWN;
		return this.#write(next, slices, given);
	}

	async #drawSlices({
		draw,
		plan,
		report,
		due,
		scope,
		nowMs
	}: {
		draw: StoredDraw;
		plan: SamplingPlan;
		report: DrawReport;
		due: readonly number[];
		scope: ReturnType<typeof planScope>;
		nowMs: number;
	}): Promise<DrawnSlices> {
		const { clickhouse, database, zone } = this.#sources;
		const populations = await this.#draws.populations(draw.id);
		if (due.length === 0) return { report, populations, changed: new Set() };
		const taken = await takenContacts(database, report);
		return drawDueSlices(
			{ plan, period: draw.period, report, due, populations },
			{ clickhouse, scope, zone, taken, nowMs }
		);
	}

	async #giveSources(
		plan: SamplingPlan,
		{
			team,
			nodes,
			nowMs,
			turn
		}: { team: string; nodes: readonly TeamNode[]; nowMs: number; turn: string }
	): Promise<Parameters<typeof giveDrawn>[1]> {
		const { people, teamOfAgents, newestVersion } = this.#sources;
		const [list, agents] = await Promise.all([people.list(), teamOfAgents()]);
		const versions = new Map<string, number>();
		for (const { form } of plan.forms) {
			const version = await newestVersion(form);
			if (version !== null) versions.set(form, version);
		}
		const evaluators = evaluatorsOf(list, {
			...{ ids: plan.evaluators, team, nodes },
			turn: `${plan.seed}|${turn}`
		});
		return { evaluators, teamOfAgents: agents, versions, nowMs };
	}

	async #write(
		next: StoredDraw,
		{ populations, changed }: DrawnSlices,
		{ skips, assignments }: GivenOut
	): Promise<Drawn | 'conflict'> {
		const { database, assignments: store } = this.#sources;
		return database.transaction().execute(async (transaction) => {
			// The first statement is the one that decides: whoever comes second writes nothing.
			if (!(await changeDraw(transaction, next))) return 'conflict';
			const added = new Map([...populations].filter(([stratum]) => changed.has(stratum)));
			await keepPopulations(transaction, next.id, added);
			await keepSkips(transaction, next.id, skips);
			await store.create(transaction, assignments);
			return {
				assigned: assignments.length,
				skipped: skips.length,
				finished: next.isFinal ? 1 : 0
			};
		});
	}
}

const add = (a: Drawn, b: Drawn): Drawn => ({
	assigned: a.assigned + b.assigned,
	skipped: a.skipped + b.skipped,
	finished: a.finished + b.finished
});

const statesAfter = (before: readonly string[], { assignments }: GivenOut): string[] => [
	...before,
	...assignments.map(() => 'open')
];

const isSame = (a: StoredDraw, b: StoredDraw): boolean =>
	a.isFinal === b.isFinal &&
	JSON.stringify([a.report, a.asDrawn]) === JSON.stringify([b.report, b.asDrawn]);
