/** What a person is called and signs in with, as it comes from a form or a provider. */
import { emailKey } from '../store/people.ts';

const LONGEST_EMAIL = 254;
const LONGEST_NAME = 80;
/** Whether it can be written to is found out by writing: only what cannot be one is refused. */
const EMAIL = /^[^\s@<>"']+@[^\s@<>"']+$/;

/** In lower case; null when it cannot be one. */
export function readEmail(text: string): string | null {
	const email = emailKey(text);
	return email.length <= LONGEST_EMAIL && EMAIL.test(email) ? email : null;
}

/**
 * As readEmail, and null for letters that only look like others: an address the provider verified is another one than the
 * address it looks like.
 */
export const readProvidedEmail = (text: string): string | null =>
	text.normalize('NFKC') === text ? readEmail(text) : null;

/** In one line; null when nothing is left. */
export function readName(text: string): string | null {
	const name = text
		.normalize('NFC')
		.replace(/[\p{C}\s]+/gu, ' ')
		.trim();
	return name === '' ? null : Array.from(name).slice(0, LONGEST_NAME).join('').trim();
}
