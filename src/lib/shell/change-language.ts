/** The next language of this browser, without a reload. */
import { goto, invalidateAll } from '$app/navigation';
import { LANGUAGES } from '#lib/format/locale.ts';
import type { Language } from '#lib/format/locale.ts';
import { setCookie } from './appearance.svelte.ts';
import { LANGUAGE_COOKIE } from './preferences.ts';

export const nextLanguage = (language: Language): Language =>
	LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length] ?? language;

export async function changeLanguage(from: Language, url: URL): Promise<void> {
	const to = nextLanguage(from);
	setCookie(LANGUAGE_COOKIE, to);
	if (!url.searchParams.has('lang')) {
		await invalidateAll();
		return;
	}
	// The address wins over the cookie, so it must say the same.
	const changed = new URL(url);
	changed.searchParams.set('lang', to);
	// An address the browser is at already, under whatever base path.
	// eslint-disable-next-line svelte/no-navigation-without-resolve
	await goto(changed, { replaceState: true, keepFocus: true, noScroll: true, invalidateAll: true });
}
