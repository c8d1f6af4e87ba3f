/** Personal data in free text, replaced by marks before the text is written anywhere. */
import type { MaskingKind, MaskingSettings } from '../settings/settings.ts';
import { findCards, findSecurityCodes } from './cards.ts';
import { countDigits } from './digits.ts';
import type { Digits } from './digits.ts';
import { findDocumentIds } from './document-ids.ts';
import { findEmails } from './emails.ts';
import { findIbans } from './ibans.ts';
import { findPhones } from './phones.ts';
import { plainText } from './plain-text.ts';
import type { PlainText } from './plain-text.ts';
import { apart } from './span.ts';
import type { Span } from './span.ts';

interface Finder {
	readonly kind: MaskingKind;
	/** Without so much a text has nothing for it. */
	readonly least: Partial<Digits>;
	readonly find: (text: string) => Span[];
}

/**
 * The marks, in any language: `[mail]`, `[iban]`, `[card *4242]` with the last four digits, `***` for the code on the
 * back of a card, `[id]`, `[phone]`. None is longer than what it stands for, so that a masked text still fits its schema,
 * and no finder reads across or into one, so that masking twice changes nothing.
 *
 * The order matters: an address may begin with digits, a bank account has pieces that pass for a card, a document id
 * passes for a phone number.
 */
const FINDERS: readonly Finder[] = [
	{ kind: 'email', least: {}, find: findEmails },
	{ kind: 'iban', least: { all: 10 }, find: findIbans },
	{ kind: 'card', least: { together: 13 }, find: findCards },
	{ kind: 'card', least: { all: 3 }, find: findSecurityCodes },
	{ kind: 'documentId', least: { together: 6 }, find: findDocumentIds },
	{ kind: 'phone', least: { together: 7 }, find: findPhones }
];
const LEAST_DIGITS = 3;

export const ALL_KINDS: MaskingSettings = {
	card: true,
	iban: true,
	email: true,
	phone: true,
	documentId: true
};
export const NO_KINDS: MaskingSettings = {
	card: false,
	iban: false,
	email: false,
	phone: false,
	documentId: false
};

/** Ranges of other scripts and signs without any digit; in the rest there may be some. */
const WITHOUT_DIGITS: readonly (readonly [number, number])[] = [
	[0x250, 0x65f],
	// Dashes, quotes, dots; currencies, arrows, mathematics; boxes, pictures.
	[0x2000, 0x206f],
	[0x20a0, 0x245f],
	[0x2500, 0x2775],
	[0x27c0, 0x2fff],
	// Chinese, Japanese, Korean.
	[0x3000, 0x31ff],
	[0x3400, 0xa4cf],
	[0xac00, 0xd7af],
	// Emoji, and the second halves of everything above the basic plane.
	[0xd83c, 0xd83e],
	[0xdc00, 0xdfff]
];

const mayBeDigit = (unit: number): boolean =>
	unit > 0x24f && !WITHOUT_DIGITS.some(([first, last]) => unit >= first && unit <= last);

const isAt = (unit: number): boolean => unit === 0x40 || unit === 0xfe6b || unit === 0xff20;

/** Whether there is an @, or three characters that may be digits: else there is nothing to find. */
function mayHold(text: string): boolean {
	let digits = 0;
	for (let at = 0; at < text.length; at += 1) {
		const unit = text.charCodeAt(at);
		if (unit >= 0x30 && (unit <= 0x39 || mayBeDigit(unit))) digits += 1;
		if (digits === LEAST_DIGITS || isAt(unit)) return true;
	}
	return false;
}

function replace(original: string, plain: PlainText, spans: readonly Span[]): string {
	let masked = '';
	let at = 0;
	for (const { start, end, mark } of spans) {
		masked += original.slice(at, plain.startOf(start)) + mark;
		at = plain.endOf(end - 1);
	}
	return masked + original.slice(at);
}

function maskOnce(text: string, kinds: MaskingSettings): string {
	let masked = text;
	let plain = plainText(text);
	let digits = countDigits(plain.text);
	for (const { kind, least, find } of FINDERS) {
		if (!kinds[kind] || digits.all < (least.all ?? 0)) continue;
		if (digits.together < (least.together ?? 0)) continue;
		const spans = find(plain.text);
		if (spans.length === 0) continue;
		masked = replace(masked, plain, apart(spans));
		plain = plainText(masked);
		digits = countDigits(plain.text);
	}
	return masked;
}

/** A mark may set free what stood too close to it. More than two rounds have not been seen. */
const MOST_ROUNDS = 4;

/** The same text when there is nothing to mask. */
export function maskText(text: string, kinds: MaskingSettings): string {
	if (!mayHold(text)) return text;
	let masked = text;
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		const next = maskOnce(masked, kinds);
		if (next === masked) break;
		masked = next;
	}
	return masked;
}

/** The one form of text that an id may have unread: no other sign, so that neither JSON nor an address passes for one. */
const MAY_BE_ID = /^[A-Za-z0-9_-]{1,200}$/;
const LETTER = /[A-Za-z]/;
/** What tells itself from the id of something else when there is nothing around it. */
const TELLING_KINDS: ReadonlySet<MaskingKind> = new Set(['card', 'iban', 'documentId']);
const CARD_ALONE: ReadonlySet<MaskingKind> = new Set(['card']);

/** Digits alone are rather an id of something than of a person; a card has issuer and check besides. */
const tells = (kind: MaskingKind, text: string): boolean =>
	kind !== 'documentId' || LETTER.test(text);

/** The mark of a text that is one of these and nothing else. */
function wholeMark(
	text: string,
	kinds: MaskingSettings,
	telling: ReadonlySet<MaskingKind>
): string | null {
	const { text: plain } = plainText(text);
	for (const { kind, find } of FINDERS) {
		if (!kinds[kind] || !telling.has(kind) || !tells(kind, plain)) continue;
		const whole = find(plain).find(({ start, end }) => start === 0 && end === plain.length);
		if (whole) return whole.mark;
	}
	return null;
}

/**
 * A text of which nobody has said what it is. Of letters, digits, _ and - alone it may be an id, which must survive, unless
 * all of it is a card, an account or a document id with its letter. Everything else is read as prose.
 */
export function maskUnknown(text: string, kinds: MaskingSettings): string {
	if (!mayHold(text)) return text;
	if (!MAY_BE_ID.test(text)) return maskText(text, kinds);
	return wholeMark(text, kinds, TELLING_KINDS) ?? text;
}

/** Of an id that is needed as it is: only a card may not stay, and only when it is the whole of it. */
export function maskWholeCard(text: string, kinds: MaskingSettings): string {
	if (!mayHold(text)) return text;
	return wholeMark(text, kinds, CARD_ALONE) ?? text;
}
