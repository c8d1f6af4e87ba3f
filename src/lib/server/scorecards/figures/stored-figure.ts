/** Rows of the store as figures and their values. What another version wrote and this one cannot read is left out. */
import type { Selectable } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import { VALUE_STATES } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { FigureValue, ValueState } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { FigureValuesTable, FiguresTable } from '../../store/scorecard-schema.ts';

export interface StoredFigure {
	readonly id: string;
	/** Node of the tree of teams: it may be used there and below. */
	readonly team: string;
	readonly figure: Figure;
	readonly revision: number;
	readonly isArchived: boolean;
}

const figures = TypeCompiler.Compile(Figure);

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export function figureOfRow(row: Selectable<FiguresTable>): StoredFigure | null {
	const figure = parseJson(row.figure);
	if (!figures.Check(figure)) return null;
	const { id, team, revision } = row;
	return { id, team, figure, revision, isArchived: row.archived_at_ms !== null };
}

const isState = (word: string): word is ValueState =>
	(VALUE_STATES as readonly string[]).includes(word);

export function valueOfRow(row: Selectable<FigureValuesTable>): FigureValue | null {
	if (!isState(row.state)) return null;
	return {
		figure: row.figure,
		team: row.team,
		month: row.month,
		revision: row.revision,
		numerator: row.numerator,
		denominator: row.denominator,
		n: row.n,
		state: row.state,
		isEstimate: row.is_estimate === 1,
		isVoid: row.is_void === 1,
		source: row.source,
		evidence: row.evidence,
		enteredAtMs: row.entered_at_ms,
		enteredBy: row.entered_by,
		decidedAtMs: row.decided_at_ms,
		decidedBy: row.decided_by,
		decision: row.decision
	};
}
