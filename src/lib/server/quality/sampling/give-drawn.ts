/** Gives what was drawn to evaluators: what nobody may judge is left out, and the next key is drawn in its place. */
import { NO_EVALUATOR } from '#lib/domain/quality/sampling/draw-record.ts';
import type { DrawReport } from '#lib/domain/quality/sampling/draw-record.ts';
import { keyText, seedOf } from '#lib/domain/quality/sampling/draw.ts';
import { giveOut } from '#lib/domain/quality/sampling/evaluator-allocation.ts';
import type { Evaluator, Given } from '#lib/domain/quality/sampling/evaluator-allocation.ts';
import { formOf } from '#lib/domain/quality/sampling/plan.ts';
import type { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import { wholeDraw } from '#lib/domain/quality/sampling/whole-draw.ts';
import type { DrawnContact, WholeDraw } from '#lib/domain/quality/sampling/whole-draw.ts';
import { digest } from '../../digest.ts';
import type { NewAssignment } from '../assignments.ts';
import type { TeamOfAgent } from '../in-reach.ts';
import type { DrawnAssignment, Populations, Skip } from './draws.ts';

const DAY_MS = 86_400_000;

export interface ToGiveOut {
	/** Id of the draw. */
	readonly draw: string;
	readonly plan: SamplingPlan;
	readonly period: string;
	readonly report: DrawReport;
	readonly populations: Populations;
	readonly skips: readonly Skip[];
	readonly assignments: readonly DrawnAssignment[];
}

export interface GiveSources {
	readonly evaluators: readonly Evaluator[];
	readonly teamOfAgents: TeamOfAgent;
	/** The newest version of each form that is published. */
	readonly versions: ReadonlyMap<string, number>;
	readonly nowMs: number;
}

export interface GivenOut {
	readonly report: DrawReport;
	readonly population: number;
	readonly assignments: readonly NewAssignment[];
	/** Left out now. */
	readonly skips: readonly Skip[];
}

interface Chosen {
	readonly whole: WholeDraw;
	readonly given: readonly (Given & { readonly contact: DrawnContact })[];
	readonly waiting: number;
	readonly skipped: ReadonlySet<string>;
}

const loadOf = (assignments: readonly DrawnAssignment[]): Map<string, number> => {
	const load = new Map<string, number>();
	for (const { evaluator } of assignments) load.set(evaluator, (load.get(evaluator) ?? 0) + 1);
	return load;
};

/** Until nothing is drawn that nobody may judge: each turn leaves at least one more out. */
function choose(draw: ToGiveOut, { evaluators, teamOfAgents, versions }: GiveSources): Chosen {
	const { plan, populations, report, assignments } = draw;
	const skipped = new Set(draw.skips.map(({ interaction }) => interaction));
	const assigned = new Set(assignments.map(({ interaction }) => interaction));
	const load = loadOf(assignments);
	for (;;) {
		const whole = wholeDraw(populations, report.slices, skipped);
		const open = whole.drawn.filter(({ entry: [id] }) => !assigned.has(id) && !skipped.has(id));
		const ready = open.filter(({ entry: [, , , channel] }) =>
			versions.has(formOf(plan, channel) ?? '')
		);
		const contacts = evaluators.length === 0 ? [] : ready;
		const given = giveOut(
			contacts.map(({ entry: [id, agent] }) => ({
				...{ id, agent },
				team: teamOfAgents.get(agent) ?? ''
			})),
			evaluators,
			load
		).map((one, place) => ({ ...one, contact: contacts[place] }));
		const nobody = given.filter(({ evaluator }) => evaluator === null);
		if (nobody.length === 0)
			return {
				whole,
				given: given.flatMap(({ contact, ...one }) => (contact ? [{ ...one, contact }] : [])),
				waiting: open.length - contacts.length,
				skipped
			};
		for (const { id } of nobody) skipped.add(id);
	}
}

export function giveDrawn(draw: ToGiveOut, sources: GiveSources): GivenOut {
	const { whole, given, waiting, skipped } = choose(draw, sources);
	const before = new Set(draw.skips.map(({ interaction }) => interaction));
	const skips = whole.drawn
		.filter(({ entry: [id] }) => skipped.has(id) && !before.has(id))
		.map(({ stratum, entry: [interaction] }) => ({
			...{ stratum, interaction, reason: NO_EVALUATOR, note: '', by: '' },
			atMs: sources.nowMs
		}));
	return {
		report: {
			...draw.report,
			strata: [...whole.strata],
			waiting,
			toOwnLead: draw.report.toOwnLead + given.filter(({ toOwnLead }) => toOwnLead).length
		},
		population: whole.strata.reduce((sum, { population }) => sum + population, 0),
		assignments: given.flatMap(({ evaluator, contact }) =>
			evaluator === null ? [] : [assignmentOf(draw, contact, evaluator, sources)]
		),
		skips
	};
}

function assignmentOf(
	{ draw, plan, period }: ToGiveOut,
	{ stratum, entry: [interaction, agent, queue, channel, handledAtMs] }: DrawnContact,
	evaluator: string,
	{ versions, nowMs }: GiveSources
): NewAssignment {
	const form = formOf(plan, channel) ?? '';
	return {
		...{ kind: 'standard', lane: plan.lane, draw, stratum, session: null, beside: null },
		...{ interaction, agent, queue, channel, evaluator, form, createdBy: '' },
		drawKey: digest(keyText(seedOf(plan.seed, period, stratum), interaction)),
		contactAtMs: handledAtMs,
		formVersion: versions.get(form) ?? 0,
		dueAtMs: nowMs + plan.dueDays * DAY_MS
	};
}
