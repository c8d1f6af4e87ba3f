/** Fields of a form as text. What is sent as a file, or not at all, counts as left empty. */

// Control characters and the marks that turn the direction of what follows: nobody types them, and lists misread them.
const UNSEEN = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+/gu;

const tidy = (text: string): string =>
	text.normalize('NFC').replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();

export const rawField = (form: FormData, name: string): string => {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
};

/** One line as a person means it: without spaces around it or anything that cannot be seen. */
export const textField = (form: FormData, name: string): string => tidy(rawField(form, name));

/** Every value of a field that may come several times; empty ones and repetitions are left out. */
export const listField = (form: FormData, name: string): string[] => [
	...new Set(
		form
			.getAll(name)
			.filter((value): value is string => typeof value === 'string')
			.map(tidy)
			.filter((value) => value !== '')
	)
];

/** One value a line. */
export const linesField = (form: FormData, name: string): string[] => [
	...new Set(
		rawField(form, name)
			.split('\n')
			.map(tidy)
			.filter((line) => line !== '')
	)
];

export const flagField = (form: FormData, name: string): boolean => form.get(name) !== null;

/** Whole and not negative; null for anything else. */
export function countField(form: FormData, name: string): number | null {
	const text = textField(form, name);
	return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** The values that are among the choices the page offered, exactly as they are: ids of events need not be tidy. */
export function chosenField(form: FormData, name: string, choices: Iterable<string>): string[] {
	const sent = new Set(form.getAll(name));
	return [...new Set(choices)].filter((choice) => sent.has(choice));
}
