/** What a television is told when it asks how it stands; both sides of it are ours. */
export interface ScreenAnswer {
	/** Of the screen; null: it is not paired, or no longer. */
	readonly revision: number | null;
	/** Of the pages the server gives out. */
	readonly build: string;
}
