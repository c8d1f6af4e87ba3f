/** Months, and yes and no, as people write them in forms and spreadsheets. */
import { isMonth } from '../month.ts';
import type { Month } from '../month.ts';

/** `2026-10`, `10/2026`, and dates within the month: `2026-10-31`, `31/10/2026`. Null: none of them. */
export function readMonth(text: string): Month | null {
	const [, year, month] = /^(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?$/.exec(text) ?? [];
	const [, lateMonth, lateYear] = /^(?:\d{1,2}[-/.])?(\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
	const found = `${year ?? lateYear ?? ''}-${(month ?? lateMonth ?? '').padStart(2, '0')}`;
	return isMonth(found) ? found : null;
}

/** Yes and no in the languages of the product; null: neither. Empty is no. */
export function readFlag(text: string): boolean | null {
	const word = text.trim().toLowerCase();
	if (['', '0', 'no', 'n', 'não', 'nao', 'false'].includes(word)) return false;
	return ['1', 'x', 'sí', 'si', 's', 'sim', 'yes', 'y', 'true'].includes(word) ? true : null;
}

/** A typed number in the unit it is stored in, without the dust of floating point: 8,75 euros are 875 cents. */
export function scaled(value: number, scale: number): number {
	if (scale === 1) return value;
	return Number((value * scale).toPrecision(15));
}
