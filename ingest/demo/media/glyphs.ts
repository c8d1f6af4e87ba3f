/** Letters of five by seven points, drawn for screens of the demo centre: seven rows each, five bits a row. */

const ROWS: Readonly<Record<string, string>> = {
	A: '0e11111f111111',
	B: '1e11111e11111e',
	C: '0e11101010110e',
	D: '1e11111111111e',
	E: '1f10101e10101f',
	F: '1f10101e101010',
	G: '0e11101713110e',
	H: '1111111f111111',
	I: '0e04040404040e',
	J: '0702020202120c',
	K: '11121418141211',
	L: '1010101010101f',
	M: '111b1515111111',
	N: '11191513111111',
	O: '0e11111111110e',
	P: '1e11111e101010',
	Q: '0e11111115120d',
	R: '1e11111e141211',
	S: '0f10100e01011e',
	T: '1f040404040404',
	U: '1111111111110e',
	V: '11111111110a04',
	W: '11111115151b11',
	X: '11110a040a1111',
	Y: '11110a04040404',
	Z: '1f01020408101f',
	'0': '0e13151519110e',
	'1': '040c040404040e',
	'2': '0e11010204081f',
	'3': '1e01010e01011e',
	'4': '02060a121f0202',
	'5': '1f101e0101110e',
	'6': '0608101e11110e',
	'7': '1f010204080808',
	'8': '0e11110e11110e',
	'9': '0e11110f01020c',
	'.': '000000000c0c00',
	',': '000000000c0408',
	':': '000c0c000c0c00',
	'-': '0000001f000000',
	'?': '0e110102040004',
	'!': '04040404040004',
	'/': '01020204080810',
	'%': '18190204081303',
	'#': '0a0a1f0a1f0a0a',
	'>': '10080402040810',
	_: '0000000000001f'
};

export const GLYPH_COLUMNS = 5;
export const GLYPH_ROWS = 7;

/** Whether the letter has ink at this point; a letter that is not here has none. */
export function hasInk(letter: string, row: number, column: number): boolean {
	const bits = Number.parseInt((ROWS[letter] ?? '').slice(2 * row, 2 * row + 2) || '0', 16);
	return ((bits >> (GLYPH_COLUMNS - 1 - column)) & 1) === 1;
}

/** As this font writes it: capitals without accents. */
export const plainCapitals = (text: string): string =>
	text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[¿¡]/g, '').toUpperCase();
