/** What a new password must be: long, and not one that everybody tries first. No rules of composition. */
import { dictionary } from '@zxcvbn-ts/language-common';

export const LEAST_PASSWORD_LENGTH = 12;
export const MOST_PASSWORD_LENGTH = 128;
/** A repeated piece of this length is no more than the piece. */
const SHORT_PIECE = 4;
const PRODUCT = 'atalaya';

export type PasswordFault =
	| 'short'
	| 'long'
	/** Among the first that are tried. */
	| 'common'
	/** The e-mail, the name, or the name of the product. */
	| 'personal';

/** What is known of the person and must not be the password. */
export interface PasswordOwner {
	readonly email: string;
	readonly name: string;
}

const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

const codePoints = (text: string): string[] => Array.from(text);

const backwards = (text: string): string => codePoints(text).reverse().join('');

/** The shortest piece the text repeats: `abab` → `ab`; the text itself when it repeats none. */
function pieceOf(text: string): string {
	const again = (text + text).indexOf(text, 1);
	return again < text.length ? text.slice(0, again) : text;
}

const letters = (text: string): string =>
	text
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');

/** The text as programs try it: in lower case, either way round, without what is only stuck on or in between. */
function formsOf(password: string): string[] {
	const text = password.normalize('NFKC').toLowerCase();
	const found = new Set<string>();
	for (const way of [text, backwards(text)]) {
		const bare = way.replace(/[^\p{L}]+$/u, '');
		for (const form of [way, bare, letters(bare)]) {
			found.add(form);
			found.add(pieceOf(form));
		}
	}
	found.delete('');
	return [...found];
}

function isPersonal(forms: readonly string[], { email, name }: PasswordOwner): boolean {
	const [local = ''] = email.split('@');
	const words = new Set([email, local, name, ...name.split(' '), PRODUCT].map(letters));
	words.delete('');
	return forms.some((form) => words.has(letters(form)));
}

/** `aaaaaaaaaaaa`, `abc1abc1abc1`. */
function isRepeated(password: string): boolean {
	const piece = pieceOf(password.toLowerCase());
	return piece.length <= SHORT_PIECE;
}

/** Null: it may be used. */
export function passwordFault(password: string, owner: PasswordOwner): PasswordFault | null {
	const { length } = codePoints(password);
	if (length < LEAST_PASSWORD_LENGTH) return 'short';
	if (length > MOST_PASSWORD_LENGTH) return 'long';
	const forms = formsOf(password);
	if (isPersonal(forms, owner)) return 'personal';
	return isRepeated(password) || forms.some((form) => COMMON.has(form)) ? 'common' : null;
}
