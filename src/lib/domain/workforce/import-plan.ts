/** What an import would change: the shifts of the file beside those that are planned already. */
import { byAgent } from './by-agent.ts';
import { dateIn } from './import-clock.ts';
import type { PlannedPart, ShiftDraft } from './import-shifts.ts';

/** A shift as it is planned now; without activities it was withdrawn. */
export interface KnownShift {
	readonly agent: string;
	readonly shift: string;
	readonly revision: number;
	readonly activities: readonly PlannedPart[];
}

export const CHANGE_KINDS = ['added', 'changed', 'removed', 'unchanged'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ShiftChange {
	readonly kind: ChangeKind;
	readonly agent: string;
	readonly shift: string;
	readonly date: string;
	/** Of what is planned from now on. */
	readonly revision: number;
	/** Empty: withdrawn. */
	readonly activities: readonly PlannedPart[];
	/** Null: nothing was planned under this id. */
	readonly before: readonly PlannedPart[] | null;
	/** Of the file; null for what the file does not speak of any more. */
	readonly line: number | null;
}

/** The days of an agent the file speaks of; what is planned on them and not in the file is withdrawn. */
export interface Coverage {
	readonly agent: string;
	readonly fromDate: string;
	readonly toDate: string;
}

const LONGEST_ID = 200;

const isSame = (a: readonly PlannedPart[], b: readonly PlannedPart[]): boolean =>
	a.length === b.length &&
	a.every((part, index) => {
		const other = b[index];
		return (
			part.activity === other?.activity &&
			part.startMs === other.startMs &&
			part.endMs === other.endMs
		);
	});

const startOf = ({ activities }: Pick<KnownShift, 'activities'>): number =>
	Math.min(...activities.map(({ startMs }) => startMs));

interface DatedShift extends KnownShift {
	/** Null for one that was withdrawn. */
	readonly date: string | null;
}

function idFor(agent: string, date: string, taken: ReadonlySet<string>): string {
	for (let number = 1; ; number += 1) {
		const tail = `-${date}-${number}`;
		const id = `import-${agent.slice(0, LONGEST_ID - 7 - tail.length)}${tail}`;
		if (!taken.has(id)) return id;
	}
}

function changeTo(draft: ShiftDraft, known: KnownShift | null, id: string): ShiftChange {
	const { agent, date, activities, line, sequence } = draft;
	const base = { agent, shift: id, date, activities, line };
	if (known === null)
		return { ...base, kind: 'added', revision: Math.max(1, sequence), before: null };
	const { revision: now, activities: before } = known;
	if (isSame(activities, before)) return { ...base, kind: 'unchanged', revision: now, before };
	const kind = before.length === 0 ? 'added' : 'changed';
	return { ...base, kind, revision: Math.max(now + 1, sequence), before };
}

const withdrawal = ({ agent, shift, revision, activities, date }: DatedShift): ShiftChange => ({
	kind: 'removed',
	agent,
	shift,
	date: date ?? '',
	revision: revision + 1,
	activities: [],
	before: activities,
	line: null
});

/** The shifts of one agent: of those that begin on the same day the first is the first, and so on. */
function changesOf(
	drafts: readonly ShiftDraft[],
	known: readonly DatedShift[],
	coverage: Coverage,
	mayRemove: boolean
): ShiftChange[] {
	const changes: ShiftChange[] = [];
	const open = [...known]
		.filter(({ date }) => date !== null)
		.sort((a, b) => startOf(a) - startOf(b) || (a.shift < b.shift ? -1 : 1));
	const live = new Set(open.map(({ shift }) => shift));
	for (const draft of drafts) {
		const index = open.findIndex(({ date }) => date === draft.date);
		const [match] = index < 0 ? [] : open.splice(index, 1);
		const id = match?.shift ?? idFor(draft.agent, draft.date, live);
		live.add(id);
		changes.push(changeTo(draft, match ?? known.find(({ shift }) => shift === id) ?? null, id));
	}
	if (!mayRemove) return changes;
	const { fromDate, toDate } = coverage;
	const gone = open.filter(({ date }) => date !== null && date >= fromDate && date <= toDate);
	return [...changes, ...gone.map(withdrawal)];
}

/** By agent and day. Asked twice, with the changes of the first time known, everything is unchanged. */
export function planImport({
	drafts,
	known,
	coverage,
	zone,
	mayRemove
}: {
	readonly drafts: readonly ShiftDraft[];
	readonly known: readonly KnownShift[];
	readonly coverage: readonly Coverage[];
	readonly zone: string;
	/** Whether what the file does not speak of is withdrawn on the days it covers. */
	readonly mayRemove: boolean;
}): ShiftChange[] {
	const draftsBy = byAgent(drafts);
	const knownBy = byAgent(
		known.map((shift) => ({
			...shift,
			date: shift.activities.length === 0 ? null : dateIn(startOf(shift), zone)
		}))
	);
	return [...coverage]
		.sort((a, b) => (a.agent < b.agent ? -1 : 1))
		.flatMap((covered) =>
			changesOf(
				draftsBy.get(covered.agent) ?? [],
				knownBy.get(covered.agent) ?? [],
				covered,
				mayRemove
			).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
		);
}
