/** Numbers of payment cards: 13 to 19 digits, alone or in groups, that begin as a scheme does and pass Luhn's check. */
import { digitClusters, endOf, separators, startOf, windowsFrom } from './digit-groups.ts';
import type { DigitCluster, Window } from './digit-groups.ts';
import type { Span } from './span.ts';

const LEAST = 13;
const MOST = 19;
/** A comma only between the groups that are usual: lists of amounts have them too. */
const WITHIN = separators(' \t\n\r.-_,');
/** No scheme begins otherwise. */
const BEGINNING = /^[2-689]/;

/** How the schemes begin, and how long their numbers are, the usual length first. */
const SCHEMES: readonly (readonly [RegExp, readonly number[]])[] = [
	[/^3[47]/, [15]],
	[/^3(?:0[0-59]|[689])/, [14, 16, 19]],
	[/^35(?:2[89]|[3-8])/, [16, 19, 18, 17]],
	[/^4/, [16, 13, 19]],
	[/^5[1-5]/, [16]],
	// 2221 to 2720, and Mir.
	[/^2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720|20[0-4])/, [16, 19, 18, 17]],
	// Maestro, Discover, UnionPay, RuPay, Elo, Hipercard, Troy.
	[/^(?:50|5[6-8]|6[0-57]|81|9792)/, [16, 19, 18, 17, 15, 14, 13]]
];

function passesLuhn(digits: string): boolean {
	let sum = 0;
	for (let back = 0; back < digits.length; back += 1) {
		const digit = digits.charCodeAt(digits.length - 1 - back) - 48;
		const doubled = back % 2 === 0 ? digit : digit * 2;
		sum += doubled > 9 ? doubled - 9 : doubled;
	}
	return sum % 10 === 0;
}

/** The window that is a card, if one is; the scheme's usual length wins. */
function cardAmong(windows: readonly Window[], accept: (window: Window) => boolean): Window | null {
	const digits = windows[0]?.digits;
	if (digits === undefined) return null;
	const lengths = SCHEMES.find(([beginning]) => beginning.test(digits))?.[1] ?? [];
	for (const length of lengths) {
		const found = windows.find((window) => window.digits.length === length);
		if (found && passesLuhn(found.digits) && accept(found)) return found;
	}
	return null;
}

const NATURAL = /^(?:\d+|(?:4-){3,4}\d|4-6-[45])$/;

/** Written as on a card, or without any separator. */
const isNatural = (cluster: DigitCluster, { first, end }: Window): boolean =>
	NATURAL.test(
		cluster
			.slice(first, end)
			.map(({ digits }) => digits.length)
			.join('-')
	);

function findInCluster(text: string, cluster: DigitCluster): Window[] {
	const found: Window[] = [];
	const hasComma = (window: Window): boolean =>
		text.slice(startOf(cluster, window), endOf(cluster, window)).includes(',');
	const taken = new Set<number>();
	const isFree = ({ first, end }: Window) => {
		for (let at = first; at < end; at += 1) if (taken.has(at)) return false;
		return true;
	};
	const take = (accept: (window: Window) => boolean) => {
		for (let first = 0; first < cluster.length; first += 1) {
			if (!BEGINNING.test(cluster[first]?.digits ?? '')) continue;
			const windows = windowsFrom(cluster, first, LEAST, MOST).filter(isFree);
			const card = cardAmong(windows, accept);
			if (card === null) continue;
			found.push(card);
			for (let at = card.first; at < card.end; at += 1) taken.add(at);
		}
	};
	// Well-formed ones first, so that digits in front of a card do not pass for a part of it.
	take((window) => isNatural(cluster, window));
	take((window) => !hasComma(window));
	return found;
}

export function findCards(text: string): Span[] {
	return digitClusters(text, WITHIN, LEAST).flatMap((cluster) =>
		findInCluster(text, cluster).map((window) => ({
			start: startOf(cluster, window),
			end: endOf(cluster, window),
			mark: `[card *${window.digits.slice(-4)}]`
		}))
	);
}

const CODE =
	/(?<!\p{L})(?:cvv2?|cvc2?|cvn|csc|c[oó]d(?:igo)?\s{1,3}(?:de\s{1,3})?segur(?:idad|an[cç]a)|security\s{1,3}code)(?![\p{L}\d])[^\d\n*[\]]{0,20}(\d{3,4})(?!\d)/giu;

/** Cheap to look for, and in nearly no text. */
const NAMES_CODE = /cv[cvn]|csc|segur|security/i;

/** The digits on the back of a card, where the text says that they are. They must never be kept. */
export function findSecurityCodes(text: string): Span[] {
	if (!NAMES_CODE.test(text)) return [];
	return [...text.matchAll(CODE)].map(({ 0: all, 1: digits = '', index }) => {
		const end = index + all.length;
		return { start: end - digits.length, end, mark: '*'.repeat(digits.length) };
	});
}
