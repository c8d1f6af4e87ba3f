/** A text as the squares of a QR code, drawn by the page: no picture of a secret is ever an address of its own. */
import { encode } from 'uqr';

export interface QrCode {
	/** Width and height in squares, with the quiet zone. */
	readonly size: number;
	/** The dark squares as one path of SVG. */
	readonly path: string;
}

/** What readers need around it. */
const QUIET_ZONE = 4;

export function qrCode(text: string): QrCode {
	const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
	const path = data
		.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
		.join('');
	return { size, path };
}
