/** Everything that was made of a scorecard: what was frozen, and, for those who set them up, reports by e-mail. */
import type { Principal } from '#lib/domain/access/principal.ts';
import type { Runtime } from '../../runtime.ts';
import type { FrozenPeriod } from '../frozen/frozen-store.ts';
import { seenFrozenOf } from '../frozen/seen-frozen.ts';
import { ownReports } from './schedule-page.ts';
import type { OwnReports } from './schedule-page.ts';
import type { ReportRun, StoredSchedule } from './stored-schedule.ts';

export interface FrozenLine extends FrozenPeriod {
	/** Empty: the company, which nobody has named; the id of what is gone. */
	readonly unitName: string;
	/** Null: a report that is sent by itself. */
	readonly byName: string | null;
}

export interface ScheduleLine extends StoredSchedule {
	readonly unitName: string;
	/** Newest first. */
	readonly runs: readonly ReportRun[];
}

export interface ReportsPage {
	readonly frozen: readonly FrozenLine[];
	/** Null: not theirs to set up. */
	readonly sent: { readonly own: OwnReports; readonly schedules: readonly ScheduleLine[] } | null;
}

type Parts = Pick<Runtime, 'teams' | 'people' | 'scorecards'>;

export async function reportsPage(
	parts: Parts,
	principal: Principal | null,
	scorecard: string
): Promise<ReportsPage> {
	const [frozen, own, nodes, people] = await Promise.all([
		seenFrozenOf(parts, principal, scorecard),
		ownReports(parts, principal, scorecard),
		parts.teams.nodes(),
		parts.people.list()
	]);
	const names = new Map(people.map(({ id, name }) => [id, name]));
	const nodeName = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
	const { schedules } = parts.scorecards;
	const stored = own === null ? [] : await schedules.list(scorecard);
	const runs = await schedules.runs(stored.map(({ id }) => id));
	return {
		frozen: frozen.map((one) => ({
			...one,
			unitName: one.unit.agent ?? nodeName(one.unit.team),
			byName: names.get(one.createdBy) ?? null
		})),
		sent: own && {
			own,
			schedules: stored.map((one) => ({
				...one,
				unitName: nodeName(one.team),
				runs: runs.filter(({ schedule }) => schedule === one.id)
			}))
		}
	};
}
