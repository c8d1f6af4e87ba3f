/** A node of the tree of teams, as a choice. */
export interface Owner {
	readonly id: string;
	/** Empty for the company that has none. */
	readonly name: string;
	/** How far below the topmost of the list. */
	readonly depth: number;
}
