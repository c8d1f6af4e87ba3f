import type { Environment } from 'vitest/runtime';

/** Runs rune code (`.svelte.ts`) with Svelte's client runtime, without a DOM library. */
export default {
	name: 'runes',
	viteEnvironment: 'client',
	setup: () => ({ teardown: () => undefined })
} satisfies Environment;
