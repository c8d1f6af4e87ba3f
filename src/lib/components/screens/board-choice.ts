/** A board as a screen may be given it. */
export interface BoardChoice {
	readonly id: string;
	readonly name: string;
}
