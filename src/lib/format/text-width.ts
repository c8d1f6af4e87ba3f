/** How wide a text will be, without a canvas: the server has none, and its first page must not jump. */

const NARROW = /[ .,:;·'’!|()iíjlI\u00a0tfr]/;
const WIDE = /[mwMW%@]/;
const CAPITAL = /[A-ZÁÉÍÓÚÑÇ]/;

function letterEm(letter: string): number {
	if (NARROW.test(letter)) return 0.32;
	if (WIDE.test(letter)) return 0.88;
	return CAPITAL.test(letter) ? 0.7 : 0.56;
}

/** About how wide a text is in parts of its size; the server has no canvas to measure on. */
export const textEm = (text: string): number =>
	Array.from(text).reduce((sum, letter) => sum + letterEm(letter), 0);

/** So much smaller, down to `least`, must a text be to fit into `roomEm`. */
export const fitScale = (text: string, roomEm: number, least: number): number =>
	Math.max(least, Math.min(1, roomEm / Math.max(1, textEm(text))));
