/** What came back, as far as it is looked at. */

export interface HttpAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly text: string;
}

export interface RawAnswer {
	/** Everything that came, as Latin-1. */
	readonly text: string;
	readonly isClosed: boolean;
}

export interface SocketAnswer {
	/** Of the handshake; 0: none came. */
	readonly status: number;
	readonly messages: readonly string[];
	/** Null: no close frame came. */
	readonly closeCode: number | null;
	/** What is wrong with the frames themselves. */
	readonly framing: string | null;
	readonly isClosed: boolean;
}
