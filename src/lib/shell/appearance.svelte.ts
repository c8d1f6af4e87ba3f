/** Theme and sound of this browser: kept in cookies, so that the server sends the right first page. */
import { createContext } from 'svelte';
import { MUTE_COOKIE, THEMES, THEME_COOKIE } from './preferences.ts';
import type { Theme } from './preferences.ts';

const YEAR_S = 31_536_000;

export function setCookie(name: string, value: string): void {
	document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; samesite=lax`;
}

export class Appearance {
	#theme: Theme = $state.raw('dark');
	#muted: boolean = $state.raw(true);
	#changes = $state.raw(0);

	constructor(theme: Theme, muted: boolean) {
		this.#theme = theme;
		this.#muted = muted;
	}

	get theme(): Theme {
		return this.#theme;
	}

	get muted(): boolean {
		return this.#muted;
	}

	/** Different after each change of the colours of the page. */
	get colours(): unknown {
		return this.#changes;
	}

	setTheme(theme: Theme): void {
		setCookie(THEME_COOKIE, theme);
		// Before the signal: who reads colours in answer to it must find the new ones.
		document.documentElement.dataset['theme'] = theme;
		this.#theme = theme;
		this.#changes += 1;
	}

	nextTheme(): void {
		const index = THEMES.indexOf(this.#theme);
		this.setTheme(THEMES[(index + 1) % THEMES.length] ?? 'dark');
	}

	setMuted(muted: boolean): void {
		setCookie(MUTE_COOKIE, muted ? 'on' : 'off');
		this.#muted = muted;
	}

	/** Follows the device while the theme is `auto`. */
	followDevice(): () => void {
		const query = matchMedia('(prefers-color-scheme: light)');
		const changed = () => {
			this.#changes += 1;
		};
		query.addEventListener('change', changed);
		return () => {
			query.removeEventListener('change', changed);
		};
	}
}

export const [useAppearance, provideAppearance] = createContext<Appearance>();
