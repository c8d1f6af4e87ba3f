/** International bank account numbers, by the length of their country and the remainder of 97 (ISO 13616). */
import type { Span } from './span.ts';

/** Characters of a number of the country, by the registry of SWIFT. */
const LENGTHS: Readonly<Record<string, number>> = {
	...{ AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29 },
	...{ BY: 28, CH: 21, CR: 22, CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29 },
	...{ ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18, GR: 27, GT: 28 },
	...{ HN: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20 },
	...{ LB: 28, LC: 32, LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19 },
	...{ MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18, NO: 15, OM: 23, PK: 24, PL: 28, PS: 29 },
	...{ PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24 },
	...{ SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20 },
	YE: 30
};

const BEGINNING = /([A-Za-z]{2})[ .-]?\d{2}/g;
const CHARACTER = /[A-Za-z0-9]/;
const SEPARATOR = /[\s.-]/;
const LONGEST_GAP = 2;
/** "de 12 a 14 personas" begins as a German number does; a real one has more digits than prose. */
const LEAST_DIGITS = 10;

/** The next characters that count, and where they end; null when something else comes before. */
function collect(text: string, from: number, count: number): { word: string; end: number } | null {
	let word = '';
	let gap = 0;
	for (let at = from; at < text.length && gap <= LONGEST_GAP; at += 1) {
		const character = text.charAt(at);
		if (CHARACTER.test(character)) {
			word += character;
			gap = 0;
			if (word.length === count) return { word, end: at + 1 };
		} else if (SEPARATOR.test(character)) gap += 1;
		else return null;
	}
	return null;
}

function isIban(word: string): boolean {
	if (word.replaceAll(/\D/g, '').length < LEAST_DIGITS) return false;
	let remainder = 0;
	for (const character of word.slice(4) + word.slice(0, 4)) {
		const value = parseInt(character, 36);
		remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
	}
	return remainder === 1;
}

export function findIbans(text: string): Span[] {
	const spans: Span[] = [];
	let from = 0;
	for (const { 1: country = '', index: start } of text.matchAll(BEGINNING)) {
		const length = LENGTHS[country.toUpperCase()];
		if (length === undefined || start < from) continue;
		const found = collect(text, start, length);
		if (found === null || !isIban(found.word)) continue;
		from = found.end;
		spans.push({ start, end: from, mark: '[iban]' });
	}
	return spans;
}
