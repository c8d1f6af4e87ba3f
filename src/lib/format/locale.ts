/** Languages of the product, and the locale whose conventions each follows when the reader names no region. */
export const LANGUAGES = ['es', 'en', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = 'es';
export const DEFAULT_LOCALE: Record<Language, string> = { es: 'es-ES', en: 'en-GB', pt: 'pt-BR' };

export const isLanguage = (word: string): word is Language =>
	(LANGUAGES as readonly string[]).includes(word);

/** Which plural form `n` takes. */
export function pluralRule(locale: string): (n: number) => Intl.LDMLPluralRule {
	const rules = new Intl.PluralRules(locale);
	return (n) => rules.select(n);
}

/** Sorts names as a person of that language expects, numbers by their value. */
export function nameOrder(locale: string): (a: string, b: string) => number {
	const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
	return (a, b) => collator.compare(a, b);
}
