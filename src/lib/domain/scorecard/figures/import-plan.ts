/** What a file of values would change: each of its lines is a new value, a correction, what is there already, or a fault. */
import type { TeamNode } from '../../access/team.ts';
import { lineage } from '../../access/team.ts';
import { plainWords } from '../../workforce/import-words.ts';
import type { Month } from '../month.ts';
import type { Figure } from './figure.ts';
import { entryFaults, isSameEntry, spotKey, spotState } from './figure-value.ts';
import type { Entry, EntryFault, FigureValue, Spot } from './figure-value.ts';
import type { ImportLine } from './import-line.ts';
import { readEntry } from './typed-entry.ts';
import type { TypedFault } from './typed-entry.ts';
import { readMonth } from './typed.ts';
import type { DecimalMark } from '../typed-number.ts';

export interface KnownFigure {
	readonly id: string;
	readonly team: string;
	readonly figure: Figure;
}

/** `corrected`: another number was entered for it before. */
export type ChangeKind = 'added' | 'corrected' | 'unchanged';

export interface ValueChange extends Spot {
	readonly line: number;
	readonly kind: ChangeKind;
	readonly entry: Entry;
	/** The newest revision before it; 0: there is none. */
	readonly basedOn: number;
	/** What counts now, or waits to; null: nothing. */
	readonly before: Entry | null;
}

export type LineFaultCode =
	| EntryFault
	| TypedFault
	/** No figure of that code or name is used there, or it is out of reach. */
	| 'figure'
	/** No node of that name, or it is out of reach. */
	| 'team'
	/** Several nodes, or several figures, have that name. */
	| 'team-several'
	| 'figure-several'
	/** The same figure, node and month stood further up. */
	| 'twice';

export interface LineFault {
	readonly line: number;
	readonly code: LineFaultCode;
	/** The cell it is about, as it stands in the file. */
	readonly shown: string;
}

export interface ImportOutcome {
	readonly changes: readonly ValueChange[];
	/** Ascending by line. */
	readonly faults: readonly LineFault[];
}

export interface ImportSources {
	/** Those that may be used, not archived. */
	readonly figures: readonly KnownFigure[];
	/** The whole tree. */
	readonly nodes: readonly TeamNode[];
	/** Ids of the nodes whoever imports may enter values for. */
	readonly reached: ReadonlySet<string>;
	/** The values of one spot, in any order. */
	readonly valuesAt: (spot: Spot) => readonly FigureValue[];
	readonly mark: DecimalMark;
	/** For lines that do not say where their number comes from. */
	readonly source: string;
	readonly thisMonth: Month;
}

class Refused extends Error {
	override readonly name = 'Refused';
	readonly code: LineFaultCode;
	readonly shown: string;
	constructor(code: LineFaultCode, shown: string) {
		super(code);
		this.code = code;
		this.shown = shown;
	}
}

/** The figures a node may use: its own and those of the nodes above it. */
export const usableAt = (
	figures: readonly KnownFigure[],
	nodes: readonly TeamNode[],
	team: string
): KnownFigure[] => {
	const above = new Set(lineage(nodes, team));
	return figures.filter((one) => above.has(one.team));
};

const isNamed =
	(text: string) =>
	({ id, figure }: KnownFigure): boolean =>
		id === text || figure.code === text || plainWords(figure.name) === plainWords(text);

class Importing {
	readonly #sources: ImportSources;
	readonly #seen = new Set<string>();

	constructor(sources: ImportSources) {
		this.#sources = sources;
	}

	#node(text: string): TeamNode {
		const { nodes, reached } = this.#sources;
		const within = nodes.filter(({ id }) => reached.has(id));
		const exact = within.find(({ id }) => id === text);
		if (exact) return exact;
		const named = within.filter(({ name }) => plainWords(name) === plainWords(text));
		const [only] = named;
		if (named.length > 1) throw new Refused('team-several', text);
		if (!only || plainWords(text) === '') throw new Refused('team', text);
		return only;
	}

	/** Where a line stands: without a node of its own it is of the node of its figure. */
	#place(cells: ImportLine['cells']): { known: KnownFigure; team: string } {
		const { figures, nodes, reached } = this.#sources;
		const named = figures.filter(isNamed(cells.figure));
		const node = cells.team === '' ? null : this.#node(cells.team).id;
		const usable = node === null ? named : usableAt(named, nodes, node);
		const [known] = usable;
		if (usable.length > 1) throw new Refused('figure-several', cells.figure);
		if (!known) throw new Refused('figure', cells.figure);
		if (node === null && !reached.has(known.team)) throw new Refused('team', '');
		return { known, team: node ?? known.team };
	}

	#entry(known: KnownFigure, cells: ImportLine['cells'], month: Month): Entry {
		const { mark, source, thisMonth } = this.#sources;
		const typed = { ...cells, source: cells.source === '' ? source : cells.source };
		const read = readEntry(known.figure, typed, mark);
		if (!read.ok) throw new Refused(read.fault, read.fault === 'both' ? '' : cells[read.fault]);
		const [fault] = entryFaults(known.figure, read.entry, { month, thisMonth });
		if (fault !== undefined) throw new Refused(fault, cellOf(fault, cells));
		return read.entry;
	}

	change({ line, cells }: ImportLine): ValueChange {
		const { known, team } = this.#place(cells);
		const month = readMonth(cells.month);
		if (month === null) throw new Refused('month', cells.month);
		const entry = this.#entry(known, cells, month);
		const spot = { figure: known.id, team, month };
		const key = spotKey(spot);
		if (this.#seen.has(key)) throw new Refused('twice', cells.figure);
		this.#seen.add(key);
		return changeAt({ line, ...spot, entry }, this.#sources.valuesAt(spot));
	}
}

function cellOf(fault: EntryFault, cells: ImportLine['cells']): string {
	if (fault === 'future') return cells.month;
	if (fault === 'share') return cells.value === '' ? cells.numerator : cells.value;
	return cells[fault];
}

/** Against what waits, else against what counts. */
export function changeAt(
	draft: Spot & { readonly line: number; readonly entry: Entry },
	values: readonly FigureValue[]
): ValueChange {
	const { counting, waiting, newest } = spotState(values);
	const before = waiting ?? counting;
	const isSame = before !== null && isSameEntry(before, draft.entry);
	const kind = isSame ? 'unchanged' : before === null ? 'added' : 'corrected';
	return { ...draft, kind, before, basedOn: newest?.revision ?? 0 };
}

export function planImport(lines: readonly ImportLine[], sources: ImportSources): ImportOutcome {
	const importing = new Importing(sources);
	const changes: ValueChange[] = [];
	const faults: LineFault[] = [];
	for (const line of lines) {
		try {
			changes.push(importing.change(line));
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			faults.push({ line: line.line, code: error.code, shown: error.shown });
		}
	}
	return { changes, faults };
}
