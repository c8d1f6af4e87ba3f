/** What the server answers a television that wants to be paired; both sides of it are ours. */

export interface PairingOffer {
	/** As it is shown: `CDF-234`. */
	readonly code: string;
	/** What a phone opens to type it. */
	readonly address: string;
	/** The same with the code, as an image. */
	readonly qr: string;
	readonly livesMs: number;
}

export interface PairingProgress {
	/** `gone`: the code has run out, or its screen was taken away again. */
	readonly state: 'waiting' | 'paired' | 'gone';
}
