/** A file of values: what it would change for whoever sends it, and saving exactly that. */
import { createHash } from 'node:crypto';
import { bySpot, spotKey } from '#lib/domain/scorecard/figures/figure-value.ts';
import { planImport } from '#lib/domain/scorecard/figures/import-plan.ts';
import type {
	ChangeKind,
	ImportOutcome,
	KnownFigure,
	LineFault,
	ValueChange
} from '#lib/domain/scorecard/figures/import-plan.ts';
import { readLines } from '#lib/domain/scorecard/figures/import-line.ts';
import type { FileFault, ImportLine } from '#lib/domain/scorecard/figures/import-line.ts';
import { readMonth } from '#lib/domain/scorecard/figures/typed.ts';
import type { DecimalMark } from '#lib/domain/scorecard/typed-number.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Actor } from '../../audit/audit-log.ts';
import type { Runtime } from '../../runtime.ts';
import { seenFigures } from './seen-figures.ts';
import type { FigureSight } from './seen-figures.ts';

export interface FigureImport {
	readonly text: string;
	/** Of the file, for the audit log. */
	readonly name: string;
	readonly mark: DecimalMark;
	/** For lines without one. */
	readonly source: string;
}

export interface FigurePreview extends ImportOutcome {
	/** Of the file as a whole: then there is nothing else. */
	readonly fault: FileFault | null;
	readonly counts: Readonly<Record<ChangeKind, number>>;
	/** Names this very outcome: what is saved is what was shown. */
	readonly digest: string;
	readonly figures: readonly KnownFigure[];
}

export type FigureImportSaved =
	| { readonly ok: true; readonly saved: number }
	| {
			readonly ok: false;
			readonly why: 'faults' | 'moved' | 'nothing';
			readonly preview: FigurePreview;
	  };

interface Asked {
	readonly sight: FigureSight;
	readonly thisMonth: Month;
}

type Parts = Pick<Runtime, 'scorecards'>;

const digestOf = (changes: readonly ValueChange[]): string =>
	createHash('sha256')
		.update(JSON.stringify(changes.map(({ line: _line, before: _before, ...change }) => change)))
		.digest('base64url');

function outcomeOf(
	{ changes, faults }: ImportOutcome,
	figures: readonly KnownFigure[],
	fault: FileFault | null
): FigurePreview {
	const counts = { added: 0, corrected: 0, unchanged: 0 };
	for (const { kind } of changes) counts[kind] += 1;
	const moved = changes.filter(({ kind }) => kind !== 'unchanged');
	return { changes: moved, faults, counts, figures, fault, digest: digestOf(moved) };
}

/** What stands already, of every month the file speaks of. */
async function valuesNear(
	{ scorecards }: Parts,
	figures: readonly KnownFigure[],
	lines: readonly ImportLine[]
) {
	const months = lines.map(({ cells }) => readMonth(cells.month)).filter((month) => month !== null);
	const [first] = months.sort();
	const last = months.at(-1);
	if (first === undefined || last === undefined) return new Map<string, never>();
	const ends = [first, last];
	const spots = figures.flatMap(({ id, team }) =>
		ends.map((month) => ({ figure: id, team, month }))
	);
	return bySpot(await scorecards.figures.values.near(spots));
}

export async function previewFigures(
	parts: Parts,
	{ text, mark, source }: FigureImport,
	{ sight, thisMonth }: Asked
): Promise<FigurePreview> {
	const usable = await seenFigures(parts, sight);
	const figures = usable.filter(({ isArchived }) => !isArchived);
	const read = readLines(text);
	if (!read.ok) return outcomeOf({ changes: [], faults: [] }, figures, read.fault);
	const values = await valuesNear(parts, figures, read.lines);
	const outcome = planImport(read.lines, {
		...{ figures, mark, source, thisMonth },
		...{ nodes: sight.nodes, reached: sight.reached },
		valuesAt: (spot) => values.get(spotKey(spot)) ?? []
	});
	return outcomeOf(outcome, figures, null);
}

const whyNot = (
	{ fault, faults, changes, digest }: FigurePreview,
	confirmed: { readonly digest: string; readonly withoutFaults: boolean }
): 'faults' | 'moved' | 'nothing' | null => {
	if (fault !== null || (faults.length > 0 && !confirmed.withoutFaults)) return 'faults';
	if (digest !== confirmed.digest) return 'moved';
	return changes.length === 0 ? 'nothing' : null;
};

/** Everything that was shown, or nothing: somebody may have entered a value since. */
export async function saveFigures(
	parts: Parts,
	request: FigureImport,
	{
		actor,
		confirmed,
		...asked
	}: Asked & {
		readonly actor: Actor;
		readonly confirmed: { readonly digest: string; readonly withoutFaults: boolean };
	}
): Promise<FigureImportSaved> {
	const preview = await previewFigures(parts, request, asked);
	const why = whyNot(preview, confirmed);
	if (why !== null) return { ok: false, why, preview };
	const { changes } = preview;
	const file = { file: request.name };
	const entered = await parts.scorecards.figures.values.enter(changes, file, actor);
	return entered.ok
		? { ok: true, saved: entered.entered }
		: { ok: false, why: 'moved', preview: await previewFigures(parts, request, asked) };
}

export type { LineFault };
