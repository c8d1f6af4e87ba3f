import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { svelteWhereCompat } from './src/tooling/css-compat.ts';
import { liveDev } from './src/tooling/live-dev.ts';

export default defineConfig({
	plugins: [svelteWhereCompat(), sveltekit(), liveDev()],
	build: {
		// Boards are shown by televisions of 2021 and later (Chromium 79); see static/tv-polyfills.js.
		target: 'chrome79',
		rolldownOptions: { checks: { bundlerTimings: false } }
	},
	...(process.env['VITEST'] ? { resolve: { conditions: ['browser'] } } : {}),
	test: {
		expect: { requireAssertions: true },
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					include: [
						'src/**/*.test.ts',
						'ingest/**/*.test.ts',
						'clickhouse/**/*.test.ts',
						'tests/{bench,chaos}/**/*.test.ts'
					],
					exclude: ['src/**/*.svelte.test.ts', '**/*.int.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'runes',
					environment: './src/tooling/runes-environment.ts',
					include: ['src/**/*.svelte.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'integration',
					environment: 'node',
					include: ['tests/{integration,chaos}/**/*.int.test.ts'],
					testTimeout: 120_000,
					hookTimeout: 120_000,
					// One engine a file: more at once than cores only makes each slower.
					maxWorkers: 2,
					sequence: { groupOrder: 1 }
				}
			}
		]
	}
});
