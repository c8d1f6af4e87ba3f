/** What a browser prefers, as far as the server must know it to send the right first page. */
import { DEFAULT_LANGUAGE, DEFAULT_LOCALE, isLanguage } from '#lib/format/locale.ts';
import type { Language } from '#lib/format/locale.ts';

export const THEMES = ['dark', 'light', 'auto'] as const;
export type Theme = (typeof THEMES)[number];
/** Walls are dark rooms' neighbours, and many televisions report a light preference nobody chose. */
export const DEFAULT_THEME: Theme = 'dark';

export const LANGUAGE_COOKIE = 'atalaya-lang';
export const THEME_COOKIE = 'atalaya-theme';
export const MUTE_COOKIE = 'atalaya-mute';

export interface Preferences {
	readonly language: Language;
	/** Language with region: decides decimal comma or point. */
	readonly locale: string;
	readonly theme: Theme;
	/** No sound until a person asked for it on this browser. */
	readonly muted: boolean;
}

export interface PreferenceSources {
	readonly query: URLSearchParams;
	readonly cookie: (name: string) => string | undefined;
	readonly acceptLanguage: string | null;
}

export const isTheme = (word: string): word is Theme =>
	(THEMES as readonly string[]).includes(word);

interface Accepted {
	readonly language: Language;
	readonly locale: string;
}

/** `es-MX` → language es with the locale es-MX; null for a language that is not ours. */
function asAccepted(tag: string | null | undefined): Accepted | null {
	const match = /^([a-z]{2})(?:[-_]([a-z]{2}))?/i.exec(tag?.trim() ?? '');
	const language = match?.[1]?.toLowerCase() ?? '';
	if (!isLanguage(language)) return null;
	const region = match?.[2]?.toUpperCase();
	return {
		language,
		locale: region === undefined ? DEFAULT_LOCALE[language] : `${language}-${region}`
	};
}

/** Languages of an Accept-Language header that are ours, most wanted first. */
function accepted(header: string | null): Accepted[] {
	return (header ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.split(';');
			const quality = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean) ?? '1';
			return { found: asAccepted(tag), quality: Number(quality) };
		})
		.filter(({ found, quality }) => found !== null && quality > 0)
		.sort((a, b) => b.quality - a.quality)
		.flatMap(({ found }) => found ?? []);
}

/** The region of the browser, when it speaks the chosen language and the choice names none. */
function localeFor({ language, locale }: Accepted, wanted: readonly Accepted[]): string {
	if (locale !== DEFAULT_LOCALE[language]) return locale;
	return wanted.find((one) => one.language === language)?.locale ?? locale;
}

const OURS: Accepted = { language: DEFAULT_LANGUAGE, locale: DEFAULT_LOCALE[DEFAULT_LANGUAGE] };

/** `?lang=` and `?theme=` win over the cookies, and those over what the browser asks for. */
export function readPreferences({ query, cookie, acceptLanguage }: PreferenceSources): Preferences {
	const wanted = accepted(acceptLanguage);
	const chosen =
		asAccepted(query.get('lang')) ?? asAccepted(cookie(LANGUAGE_COOKIE)) ?? wanted[0] ?? OURS;
	const theme = [query.get('theme'), cookie(THEME_COOKIE)].find(
		(word): word is Theme => typeof word === 'string' && isTheme(word)
	);
	return {
		language: chosen.language,
		locale: localeFor(chosen, wanted),
		theme: theme ?? DEFAULT_THEME,
		muted: cookie(MUTE_COOKIE) !== 'off'
	};
}

/** Fills the placeholders of app.html. */
export const fillShell = (html: string, { locale, theme }: Preferences): string =>
	html.replace('%lang%', locale).replace('%theme%', theme);
