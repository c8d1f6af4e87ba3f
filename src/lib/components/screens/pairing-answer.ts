/** What the server answers a television that wants to be paired; both sides of it are ours. */

export interface PairingOffer {
	/** As it is shown: `CDF-234`. */
	readonly code: string;
	/** What a phone opens to type it. */
	readonly address: string;
	/** The same with the code: size and path of a QR code. */
	readonly qr: { readonly size: number; readonly path: string };
	readonly livesMs: number;
}

export interface PairingProgress {
	/** `gone`: the code has run out, or its screen was taken away again. */
	readonly state: 'waiting' | 'paired' | 'gone';
}
