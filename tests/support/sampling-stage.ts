/** Plans and their draws over a real store and a real engine, with a clock the test moves. */
import { randomUUID } from 'node:crypto';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import type { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { AuditLog } from '#lib/server/audit/audit-log.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { createAssignments } from '#lib/server/quality/assignments.ts';
import type { AssignmentStore } from '#lib/server/quality/assignments.ts';
import { createDrawStore } from '#lib/server/quality/sampling/draws.ts';
import type { DrawStore } from '#lib/server/quality/sampling/draws.ts';
import { createPlanStore } from '#lib/server/quality/sampling/plans.ts';
import type { PlanStore } from '#lib/server/quality/sampling/plans.ts';
import type { StoredDraw, StoredPlan } from '#lib/server/quality/sampling/stored-plan.ts';
import { DrawTurn } from '#lib/server/quality/sampling/turn.ts';
import { agentTeams } from '#lib/server/queries/agent-teams.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import type { PersonDraft } from '#lib/server/store/people.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import type { TeamStore } from '#lib/server/store/teams.ts';
import { knownEvent } from './known-event.ts';

export const SAMPLING_ZONE = 'Europe/Madrid';
const SECOND_MS = 1000;

export const somePlan = (also: Partial<SamplingPlan> = {}): SamplingPlan => ({
	name: 'Dos por agente y semana',
	forms: [{ channel: '', form: 'form-1' }],
	lane: 'random',
	period: 'week',
	filter: {
		channels: [],
		queues: [],
		teams: [],
		agents: [],
		leastHandleMs: null,
		mostHandleMs: null,
		hasMessages: false,
		hasRecording: false,
		sentimentAtMost: null,
		sentimentAtLeast: null,
		survey: null,
		isOutlier: false
	},
	strata: ['agent'],
	quota: 2,
	isSpread: true,
	evaluators: ['nobody'],
	dueDays: 3,
	secondShare: 0,
	seed: '',
	...also
});

export interface HandledContact {
	readonly id: string;
	/** When it ends; it was answered `talkS` seconds before. */
	readonly endMs: number;
	readonly agent: string;
	readonly queue: string;
	readonly talkS?: number;
	readonly channel?: string;
	readonly customer?: string;
}

/** From the first event to the end of the handling, which is the end of the talk. */
export function handledEvents({
	id,
	endMs,
	agent,
	queue,
	talkS = 100,
	channel = 'voice',
	customer = ''
}: HandledContact): KnownEvent[] {
	const acceptedMs = endMs - talkS * SECOND_MS;
	const asked = { channel, queue, ...(customer === '' ? {} : { customer }) };
	return [
		knownEvent('interaction.created', id, acceptedMs - 2 * SECOND_MS, asked),
		knownEvent('interaction.queued', id, acceptedMs - SECOND_MS, { queue }),
		knownEvent('interaction.accepted', id, acceptedMs, { agent }),
		knownEvent('interaction.ended', id, endMs, { by: 'customer' })
	];
}

export interface SamplingStage {
	readonly audit: AuditLog;
	readonly plans: PlanStore;
	readonly draws: DrawStore;
	readonly teams: TeamStore;
	readonly assignments: AssignmentStore;
	readonly drawing: DrawTurn;
	/** What the clock says. */
	nowMs: number;
	/** Published versions of forms. */
	versions: Map<string, number>;
	readonly errors: unknown[];
	person(role: PersonDraft['role'], also?: Partial<PersonDraft>): Promise<string>;
	/** A client of the company with these queues and the team of agents of that word. */
	client(name: string, queues: readonly string[], words?: readonly string[]): Promise<string>;
	plan(plan: Partial<SamplingPlan>, team?: string): Promise<StoredPlan>;
	draw(plan: StoredPlan, period: string): Promise<StoredDraw>;
}

export function samplingStage(store: Store, clickhouse: ClickHouse, nowMs: number): SamplingStage {
	const { database } = store;
	const now = (): number => stage.nowMs;
	const audit = createAuditLog(database, Buffer.alloc(32, 7), now);
	const plans = createPlanStore(database, { audit, now });
	const draws = createDrawStore(database);
	const teams = createTeamStore(database, audit);
	const people = createPeopleStore(database, audit, now);
	const assignments = createAssignments(database, { audit, now });
	const teamOfAgents = async () => {
		const params = { tenant: 'default' };
		const rows = await clickhouse.query('report', agentTeams, params, { scope: EVERYTHING });
		return new Map(rows.map(({ agent, team }) => [agent, team]));
	};
	const errors: unknown[] = [];
	const drawing = new DrawTurn({
		...{ database, clickhouse, plans, people, teams, assignments, teamOfAgents, now },
		zone: SAMPLING_ZONE,
		newestVersion: (form) => Promise.resolve(stage.versions.get(form) ?? null),
		onError: (error) => errors.push(error)
	});
	const stage: SamplingStage = {
		...{ audit, plans, draws, teams, assignments, drawing, nowMs, errors },
		versions: new Map([['form-1', 4]]),
		async person(role, also = {}) {
			const email = `${randomUUID()}@test.example`;
			const draft = { email, name: `Test ${role}`, role, teams: [], agent: null, isActive: true };
			const made = await people.create({ ...draft, ...also }, SYSTEM);
			if (!made.ok) throw new Error(made.fault);
			return made.person.id;
		},
		async client(name, queues, words = []) {
			const draft = { parent: 'company', kind: 'client' as const, name, queues, words };
			const made = await teams.create(draft, SYSTEM);
			if (!made.ok) throw new Error(made.fault);
			return made.id;
		},
		async plan(plan, team = 'company') {
			const saved = await plans.create({ team, plan: somePlan(plan) }, SYSTEM);
			if (!saved.ok) throw new Error(saved.reason);
			return saved.stored;
		},
		async draw({ id }, period) {
			const draw = await draws.find(id, period);
			if (!draw) throw new Error(`${period} was not begun`);
			return draw;
		}
	};
	return stage;
}
