/** A QR code as an SVG image of its own, which the page shows without knowing how it is drawn. */
import { renderSVG } from 'uqr';

/** Black on white with the usual margin, in either theme: cameras look for that. */
export const qrImage = (text: string): string =>
	`data:image/svg+xml,${encodeURIComponent(renderSVG(text, { ecc: 'M', border: 4 }))}`;
