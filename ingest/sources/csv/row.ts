/** One record of the file while it is being mapped. */
import { MappingError } from './mapping.ts';

export interface Row {
	readonly line: number;
	readonly cells: readonly string[];
	/** Instants of the times of the mapping, in their order; null: this row has none. */
	readonly times: (number | null)[];
	/** The latest of them so far. */
	latestMs: number | null;
	readonly notes: string[];
}

/** Something in the row cannot be understood: the row gives no events. */
export class RowError extends Error {
	override readonly name = 'RowError';
}

const SHOWN = 40;

/** A cell as it may be shown: short, and nothing in it can move a terminal's cursor. */
export const shown = (text: string): string =>
	JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** Names of columns to places in the row. */
export class Columns {
	readonly names: readonly string[];

	constructor(names: readonly string[]) {
		this.names = names;
	}

	/** A reader of the column, trimmed. Throws MappingError. */
	reader(name: string): (row: Row) => string {
		const index = this.names.indexOf(name);
		if (index === -1) {
			throw new MappingError(
				`The mapping names the column "${name}"; the file has ${this.names.join(', ')}`
			);
		}
		if (this.names.includes(name, index + 1)) {
			throw new MappingError(`The mapping names the column "${name}", which the file has twice.`);
		}
		return (row) => (row.cells[index] ?? '').trim();
	}
}
