/** The tables of the operational store. Portable: text ids, integer milliseconds, 0/1 booleans, JSON as text. */

export interface BoardsTable {
	id: string;
	/** BoardLayout as JSON. */
	layout: string;
	revision: number;
	updated_at_ms: number;
}

/** What the installation remembers about itself, by name. */
export interface MetaTable {
	name: string;
	value: string;
}

export interface StoreSchema {
	boards: BoardsTable;
	meta: MetaTable;
}
