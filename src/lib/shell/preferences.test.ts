import { describe, expect, test } from 'vitest';
import { fillShell, readPreferences } from './preferences.ts';
import type { Preferences } from './preferences.ts';

const read = (
	query: string,
	cookies: Readonly<Record<string, string>>,
	acceptLanguage: string | null
): Preferences =>
	readPreferences({
		query: new URLSearchParams(query),
		cookie: (name) => cookies[name],
		acceptLanguage
	});

describe('readPreferences', () => {
	test.each([
		['the address wins', 'lang=pt', { 'atalaya-lang': 'en' }, 'es', 'pt', 'pt-BR'],
		['then the cookie', '', { 'atalaya-lang': 'en' }, 'es', 'en', 'en-GB'],
		['then the browser, most wanted first', '', {}, 'fr, en;q=0.5, pt;q=0.8', 'pt', 'pt-BR'],
		['else Spanish', '', {}, 'fr', 'es', 'es-ES'],
		['without a header Spanish', '', {}, null, 'es', 'es-ES'],
		['the region of the browser decides the decimals', 'lang=es', {}, 'es-MX,es', 'es', 'es-MX'],
		['a region in the address stays', 'lang=es-AR', {}, 'es-MX', 'es', 'es-AR'],
		['a language refused by q=0 is not taken', '', {}, 'en;q=0', 'es', 'es-ES'],
		['nonsense in the address is passed over', 'lang=%3Cscript%3E', {}, 'en-US', 'en', 'en-US']
	])('%s', (_why, query, cookies, header, language, locale) => {
		expect(read(query, cookies, header)).toMatchObject({ language, locale });
	});

	test('the theme is dark unless somebody chose another that exists', () => {
		expect(read('', {}, null).theme).toBe('dark');
		expect(read('', { 'atalaya-theme': 'light' }, null).theme).toBe('light');
		expect(read('theme=auto', { 'atalaya-theme': 'light' }, null).theme).toBe('auto');
		expect(read('theme=pink', {}, null).theme).toBe('dark');
	});

	test('it is silent until somebody asked for sound', () => {
		expect(read('', {}, null).muted).toBe(true);
		expect(read('', { 'atalaya-mute': 'off' }, null).muted).toBe(false);
	});
});

test('fillShell writes language and theme into the page', () => {
	const html = '<html lang="%lang%" data-theme="%theme%">';
	expect(fillShell(html, read('lang=en&theme=light', {}, null))).toBe(
		'<html lang="en-GB" data-theme="light">'
	);
});
