import type { Plugin } from 'vite';

/**
 * Svelte 5 scopes second and later compound selectors with `:where(.svelte-x)`. Chromium before 88, which is in
 * many televisions, drops the whole rule; the plain class costs one step of specificity and works everywhere.
 */
export function svelteWhereCompat(): Plugin {
	return {
		name: 'atalaya:svelte-where-compat',
		enforce: 'pre',
		transform(code, id) {
			if (!/[?&]type=style\b/.test(id) && !/\.svelte\?.*\.css$/.test(id)) return undefined;
			const out = code.replace(/:where\((\.svelte-[\w-]+)\)/g, '$1');
			return out === code ? undefined : { code: out, map: null };
		}
	};
}
