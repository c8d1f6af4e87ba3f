/**
 * Silent double scoring: of what was judged at random, a share that chance alone decides goes to a second evaluator, who
 * cannot tell it from any other contact. A turn does the same however often it comes.
 */
import { createHash } from 'node:crypto';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Type } from '@sinclair/typebox';
import type { Kysely, Transaction } from 'kysely';
import { scopeOf } from '#lib/domain/access/scope.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { mayHold } from '#lib/domain/access/right.ts';
import {
	DEFAULT_SECOND_SHARE,
	isChosenForSecond,
	secondEvaluator
} from '#lib/domain/quality/calibration/second-choice.ts';
import type { SecondEvaluator } from '#lib/domain/quality/calibration/second-choice.ts';
import { takeTurn } from '../../audit/audit-log.ts';
import type { Person } from '../../store/people.ts';
import type { StoreSchema } from '../../store/schema.ts';
import type { AssignmentStore } from '../assignments.ts';
import { inReach } from '../in-reach.ts';
import type { TeamOfAgent } from '../in-reach.ts';
import { evaluationOfRow } from '../stored-evaluation.ts';
import type { StoredEvaluation } from '../stored-evaluation.ts';
import { asPrincipal } from './session-access.ts';

export interface SecondSources {
	readonly database: Kysely<StoreSchema>;
	readonly assignments: Pick<AssignmentStore, 'create'>;
	readonly people: () => Promise<readonly Person[]>;
	readonly nodes: () => Promise<readonly TeamNode[]>;
	readonly teamOfAgents: () => Promise<TeamOfAgent>;
	readonly now: () => number;
}

/** What was submitted longer ago is not scored again: who handled it has read the first score by then. */
const LOOK_BACK_MS = 14 * 86_400_000;
const DAY_MS = 86_400_000;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What of a plan is needed here; plans of an older form do not say the share. */
const PlanPart = TypeCompiler.Compile(
	Type.Object({
		secondShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
		evaluators: Type.Array(Type.String()),
		dueDays: Type.Integer({ minimum: 1 })
	})
);
interface PlanOf {
	readonly share: number;
	readonly evaluators: readonly string[];
	readonly dueDays: number;
}

function planOf(text: string): PlanOf | null {
	const plan: unknown = JSON.parse(text);
	if (!PlanPart.Check(plan)) return null;
	const { secondShare = DEFAULT_SECOND_SHARE, evaluators, dueDays } = plan;
	return { share: secondShare, evaluators, dueDays };
}

interface Due {
	readonly evaluation: StoredEvaluation;
	readonly plan: PlanOf;
	readonly stratum: string;
}

/** What was chosen and has no second evaluation yet, oldest first. */
async function dueOf(database: Kysely<StoreSchema>, fromMs: number): Promise<Due[]> {
	const rows = await database
		.selectFrom('evaluations')
		.innerJoin('quality_assignments as a', 'a.id', 'evaluations.assignment')
		.innerJoin('sampling_draws as d', 'd.id', 'a.draw')
		.selectAll('evaluations')
		.select(['a.stratum as stratum', 'd.plan_as_drawn as plan'])
		.where('evaluations.kind', '=', 'standard')
		.where('evaluations.lane', '=', 'random')
		.where('evaluations.state', 'not in', ['draft', 'retracted'])
		.where('evaluations.submitted_at_ms', '>=', fromMs)
		.where((is) =>
			is.not(
				is.exists(
					is
						.selectFrom('quality_assignments as s')
						.select('s.id')
						.whereRef('s.beside', '=', 'evaluations.id')
						.where('s.kind', '=', 'second')
				)
			)
		)
		.orderBy('evaluations.submitted_at_ms')
		.orderBy('evaluations.id')
		.execute();
	return rows.flatMap(({ stratum, plan: text, ...row }) => {
		const plan = planOf(text);
		if (plan === null || !isChosenForSecond(row.id, plan.share, hash)) return [];
		return [{ evaluation: evaluationOfRow(row), plan, stratum }];
	});
}

interface Around {
	readonly people: readonly Person[];
	readonly nodes: readonly TeamNode[];
	readonly teams: TeamOfAgent;
	readonly loads: ReadonlyMap<string, number>;
}

/** Whoever has judged the contact, or is to, knows it already. */
async function whoKnows(
	transaction: Kysely<StoreSchema>,
	interaction: string
): Promise<Set<string>> {
	const [judged, asked] = await Promise.all(
		(['evaluations', 'quality_assignments'] as const).map((table) =>
			transaction
				.selectFrom(table)
				.select('evaluator')
				.where('interaction', '=', interaction)
				.execute()
		)
	);
	return new Set([...(judged ?? []), ...(asked ?? [])].map(({ evaluator }) => evaluator));
}

function ableFor(
	{ evaluation, plan }: Due,
	{ people, nodes, teams, loads }: Around,
	knows: ReadonlySet<string>
): SecondEvaluator[] {
	const able = people.filter(
		(one) =>
			one.isActive &&
			mayHold(one.role, 'quality.evaluate') &&
			!knows.has(one.id) &&
			(one.agent === null || one.agent !== evaluation.agent) &&
			inReach(scopeOf(asPrincipal(one), nodes), evaluation, teams)
	);
	const ofPlan = able.filter(({ id }) => plan.evaluators.includes(id));
	return (ofPlan.length > 0 ? ofPlan : able).map(({ id, agent }) => ({
		...{ id, agent },
		load: loads.get(id) ?? 0
	}));
}

async function openLoads(transaction: Kysely<StoreSchema>): Promise<Map<string, number>> {
	const rows = await transaction
		.selectFrom('quality_assignments')
		.select('evaluator')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('state', '=', 'open')
		.groupBy('evaluator')
		.execute();
	return new Map(rows.map(({ evaluator, n }) => [evaluator, n]));
}

/** In the transaction that has looked: two processes never both give the same contact out. */
async function giveOut(
	transaction: Transaction<StoreSchema>,
	due: Due,
	around: Omit<Around, 'loads'>,
	{ assignments, now }: SecondSources
): Promise<boolean> {
	const { id, interaction } = due.evaluation;
	const given = await transaction
		.selectFrom('quality_assignments')
		.select('id')
		.where('beside', '=', id)
		.where('kind', '=', 'second')
		.executeTakeFirst();
	if (given) return false;
	const loads = await openLoads(transaction);
	const knows = await whoKnows(transaction, interaction);
	const chosen = secondEvaluator(id, ableFor(due, { ...around, loads }, knows), hash);
	if (chosen === null) return false;
	const { agent, queue, channel, contactAtMs, form, formVersion } = due.evaluation;
	await assignments.create(transaction, [
		{
			// Without the draw: the sample has this contact already.
			...{ kind: 'second', lane: 'random', draw: null, stratum: due.stratum, drawKey: '' },
			...{ session: null, beside: id, interaction, agent, queue, channel, contactAtMs },
			...{ form, formVersion, evaluator: chosen.id, createdBy: '' },
			dueAtMs: now() + due.plan.dueDays * DAY_MS
		}
	]);
	return true;
}

/** Gives out what is due; how many. A contact nobody else can judge waits for the next turn. */
export async function secondScoringTurn(sources: SecondSources): Promise<number> {
	const { database, now } = sources;
	const all = await dueOf(database, now() - LOOK_BACK_MS);
	if (all.length === 0) return 0;
	const [people, nodes, teams] = await Promise.all([
		sources.people(),
		sources.nodes(),
		sources.teamOfAgents()
	]);
	let count = 0;
	for (const due of all)
		count += await database.transaction().execute(async (transaction) => {
			await takeTurn(transaction);
			return Number(await giveOut(transaction, due, { people, nodes, teams }, sources));
		});
	return count;
}
