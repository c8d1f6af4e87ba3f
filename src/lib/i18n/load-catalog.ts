/** Loads the messages of one language; the browser fetches only that one. */
import type { Language } from '#lib/format/locale.ts';
import type { Catalog } from './catalog.ts';

export async function loadCatalog(language: Language): Promise<Catalog> {
	switch (language) {
		case 'es':
			return (await import('./es.ts')).es;
		case 'en':
			return (await import('./en.ts')).en;
		case 'pt':
			return (await import('./pt.ts')).pt;
		default:
			return language satisfies never;
	}
}
