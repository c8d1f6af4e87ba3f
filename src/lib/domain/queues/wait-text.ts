/** A wait as people type it: `20 s`, `5 min`, `1 h 30 min`, `1:30`; a number alone is seconds. */

const SECOND_MS = 1000;
const UNIT_MS: Readonly<Record<string, number>> = {
	s: SECOND_MS,
	seg: SECOND_MS,
	sec: SECOND_MS,
	m: 60 * SECOND_MS,
	min: 60 * SECOND_MS,
	h: 3600 * SECOND_MS,
	d: 86_400 * SECOND_MS
};

const PART = /(\d{1,7}(?:[.,]\d{1,3})?)\s*(s|seg|sec|m|min|h|d)\b\.?/g;
const NUMBER = /^\d{1,7}(?:[.,]\d{1,3})?$/;
const CLOCK = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/;

const decimal = (text: string): number => Number(text.replace(',', '.'));

function readClock(text: string): number | null {
	const [, first, second, third] = CLOCK.exec(text) ?? [];
	if (first === undefined || second === undefined) return null;
	const parts = third === undefined ? [0, first, second] : [first, second, third];
	const [hours = 0, minutes = 0, seconds = 0] = parts.map(Number);
	return (hours * 3600 + minutes * 60 + seconds) * SECOND_MS;
}

/** Milliseconds; null for what is no wait. */
export function readWait(typed: string): number | null {
	const text = typed.trim().toLowerCase();
	if (NUMBER.test(text)) return Math.round(decimal(text) * SECOND_MS);
	const clock = readClock(text);
	if (clock !== null) return clock;
	const parts = [...text.matchAll(PART)];
	if (parts.length === 0 || text.replace(PART, '').trim() !== '') return null;
	const ms = parts.reduce(
		(sum, [, amount = '', unit = '']) => sum + decimal(amount) * (UNIT_MS[unit] ?? 0),
		0
	);
	return Math.round(ms);
}

const WRITTEN: readonly (readonly [string, number])[] = [
	['d', 86_400 * SECOND_MS],
	['h', 3600 * SECOND_MS],
	['min', 60 * SECOND_MS]
];

/** As `readWait` reads it, and exactly the same wait. */
export function writeWait(ms: number): string {
	let rest = ms;
	const parts = WRITTEN.flatMap(([unit, unitMs]) => {
		const amount = Math.floor(rest / unitMs);
		rest -= amount * unitMs;
		return amount === 0 ? [] : `${amount} ${unit}`;
	});
	return rest > 0 || parts.length === 0
		? [...parts, `${rest / SECOND_MS} s`].join(' ')
		: parts.join(' ');
}
