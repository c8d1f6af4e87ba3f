/** Which columns of the queues table there is room for, and how large their text may be. */

import { textEm } from '#lib/format/text-width.ts';
import type { RowFit } from './fit-rows.ts';

export const QUEUE_COLUMNS = [
	'queue',
	'waiting',
	'longest',
	'serviceLevel',
	'answered',
	'abandoned',
	'aht'
] as const;
export type QueueColumn = (typeof QUEUE_COLUMNS)[number];

/** Width of each column in parts of the text size: its longest usual value with some air. */
const COLUMN_EM: Record<Exclude<QueueColumn, 'queue'>, number> = {
	waiting: 5.2,
	longest: 6.2,
	serviceLevel: 7.2,
	answered: 4.2,
	abandoned: 4.4,
	aht: 4.2
};

/** In one line the rule stands beside the service level instead of under it. */
const ONE_LINE_SERVICE_LEVEL_EM = 9;

/** Left out in this order where the text would become too small. */
const EXPENDABLE: readonly QueueColumn[] = ['answered', 'aht', 'abandoned'];
export const MIN_TEXT_U = 2.5;
export const MAX_TEXT_U = 3.7;
/** Text in parts of the height of a row. */
const TEXT_OF_ONE_LINE = 0.6;
const TEXT_OF_TWO_LINES = 0.42;

export interface ColumnFit {
	readonly columns: readonly FittedColumn[];
	readonly textU: number;
	/** How much smaller the names are, so that the longest is whole; one size for all. */
	readonly nameScale: number;
}

export interface FittedColumn {
	readonly id: QueueColumn;
	/** Part of the width of the table, 0 to 1. */
	readonly share: number;
}

const ICON_EM = 2.3;
const MIN_NAME_EM = 7;
const MAX_NAME_EM = 11.5;
/** A name smaller than this beside the others would be the smallest thing on the wall. */
const MIN_NAME_SCALE = 0.74;

export function fitColumns(
	widthU: number,
	{ rowU, twoLines }: Pick<RowFit, 'rowU' | 'twoLines'>,
	names: readonly string[]
): ColumnFit {
	const longest = Math.max(MIN_NAME_EM, ...names.map(textEm));
	const em = (column: QueueColumn): number => {
		if (column === 'queue') return ICON_EM + Math.min(MAX_NAME_EM, longest);
		return column === 'serviceLevel' && !twoLines ? ONE_LINE_SERVICE_LEVEL_EM : COLUMN_EM[column];
	};
	const sum = (columns: readonly QueueColumn[]): number =>
		columns.reduce((total, column) => total + em(column), 0);
	const most = Math.min(MAX_TEXT_U, rowU * (twoLines ? TEXT_OF_TWO_LINES : TEXT_OF_ONE_LINE));
	let columns: readonly QueueColumn[] = QUEUE_COLUMNS;
	for (const column of EXPENDABLE) {
		if (widthU / sum(columns) >= Math.min(MIN_TEXT_U, most)) break;
		columns = columns.filter((one) => one !== column);
	}
	const whole = sum(columns);
	const textU = Math.min(most, widthU / whole);
	const nameEm = ((em('queue') / whole) * widthU) / textU - ICON_EM;
	return {
		columns: columns.map((id) => ({ id, share: em(id) / whole })),
		textU,
		nameScale: Math.max(MIN_NAME_SCALE, Math.min(1, nameEm / longest))
	};
}
