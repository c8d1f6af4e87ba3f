/** What a wall tells of itself when it is a paired television. */
export interface TelevisionEvents {
	/** The build of these pages. */
	readonly build: string;
	/** Somebody looks for this television: it shows its name for a while. */
	readonly onIdentify: (name: string, forMs: number) => void;
	/** Its boards or its name were changed. */
	readonly onChanged: () => void;
	/** The connection has gone: perhaps it is no longer paired. */
	readonly onLost: () => void;
	/** The board is gone, or no longer one of its own. */
	readonly onRefused: () => void;
}
