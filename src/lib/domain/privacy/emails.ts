/** Addresses of e-mail. */
import type { Span } from './span.ts';

const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const DOMAIN = /[\p{L}\p{N}.-]/u;
/** What may stand in a local part and may not begin it. */
const NO_BEGINNING = /[.'%+-]/;
const TOP_LEVEL = /^(?:xn--[a-z0-9-]{2,}|\p{L}{2,})/iu;

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** The character in front of an offset, whole. */
function before(text: string, at: number): string {
	const units = at > 1 && isLow(text.charCodeAt(at - 1)) ? 2 : 1;
	return text.slice(at - units, at);
}

/** Where the local part in front of the @ begins; the @ itself when there is none. */
function localStart(text: string, at: number, least: number): number {
	let start = at;
	while (start > least && LOCAL.test(before(text, start))) start -= before(text, start).length;
	while (start < at && NO_BEGINNING.test(text.charAt(start))) start += 1;
	return start;
}

/** Where the domain behind the @ ends; null when what stands there is none. */
function domainEnd(text: string, from: number): number | null {
	let end = from;
	while (end < text.length) {
		const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
		if (!DOMAIN.test(character)) break;
		end += character.length;
	}
	let found: number | null = null;
	let at = from;
	for (const [index, label] of text.slice(from, end).split('.').entries()) {
		if (label === '') break;
		const top = index === 0 ? null : TOP_LEVEL.exec(label);
		if (top) found = at + top[0].length;
		at += label.length + 1;
	}
	return found;
}

export function findEmails(text: string): Span[] {
	const spans: Span[] = [];
	let least = 0;
	for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
		const start = localStart(text, at, least);
		const end = start < at ? domainEnd(text, at + 1) : null;
		if (end === null) continue;
		spans.push({ start, end, mark: '[mail]' });
		least = end;
	}
	return spans;
}
