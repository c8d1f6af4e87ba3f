/** The reports of a scorecard for those who may set them up, and what a form of theirs sends. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { checkSchedule, readChoices } from '#lib/domain/scorecard/report/schedule-form.ts';
import type { ScheduleField, SentSchedule } from '#lib/domain/scorecard/report/schedule-form.ts';
import type { ReportSchedule } from '#lib/domain/scorecard/report/schedule.ts';
import { linesField, rawField, textField } from '../../form-fields.ts';
import type { Runtime } from '../../runtime.ts';
import { ownScorecard } from '../seen-scorecards.ts';
import { nodesBelow, reachedNodes } from '../unit-scope.ts';
import type { StoredSchedule } from './stored-schedule.ts';

type Parts = Pick<Runtime, 'teams' | 'scorecards'>;

export interface ReportUnit {
	readonly id: string;
	/** Empty: the company, which nobody has named. */
	readonly name: string;
	readonly depth: number;
}

export interface OwnReports {
	readonly scorecard: string;
	readonly name: string;
	/** What a report of it may show. */
	readonly units: readonly ReportUnit[];
}

/** Null: not theirs to change. */
export async function ownReports(
	parts: Parts,
	principal: Principal | null,
	scorecard: string
): Promise<OwnReports | null> {
	const own = await ownScorecard(parts, principal, scorecard);
	if (!own) return null;
	const nodes = await parts.teams.nodes();
	const reached = reachedNodes(principal, nodes);
	return {
		scorecard,
		name: own.versions.at(-1)?.content.name ?? '',
		units: nodesBelow(nodes, own.team)
			.filter(({ node }) => reached.has(node.id))
			.map(({ node: { id, name }, depth }) => ({ id, name, depth }))
	};
}

/** Null: there is none of that scorecard, or it is not theirs. */
export async function ownSchedule(
	parts: Parts,
	principal: Principal | null,
	{ scorecard, schedule }: { readonly scorecard: string; readonly schedule: string }
): Promise<{ readonly own: OwnReports; readonly stored: StoredSchedule } | null> {
	const own = await ownReports(parts, principal, scorecard);
	const stored = own && (await parts.scorecards.schedules.find(schedule));
	return own && stored?.scorecard === scorecard ? { own, stored } : null;
}

const LONGEST_LIST = 20_000;

export function readSentSchedule(form: FormData): SentSchedule {
	const choices = readChoices(
		(name) => textField(form, name),
		(name) => form.getAll(name).filter((one) => typeof one === 'string')
	);
	return { ...choices, recipients: rawField(form, 'recipients').slice(0, LONGEST_LIST) };
}

export type CheckedForm =
	| {
			readonly ok: true;
			readonly draft: { readonly team: string; readonly schedule: ReportSchedule };
	  }
	| { readonly ok: false; readonly faults: readonly ScheduleField[] };

export function checkForm(
	form: FormData,
	sent: SentSchedule,
	{ units }: Pick<OwnReports, 'units'>
): CheckedForm {
	const checked = checkSchedule(sent, {
		units: units.map(({ id }) => id),
		recipients: linesField(form, 'recipients')
	});
	return checked.ok
		? { ok: true, draft: { team: sent.unit, schedule: checked.schedule } }
		: checked;
}
