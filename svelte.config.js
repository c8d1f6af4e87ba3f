import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: {
		runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true)
	},
	kit: {
		adapter: adapter({ out: 'build' }),
		// Nothing of ours is inline; Kit adds hashes or nonces for its own boot script.
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'img-src': ['self', 'data:', 'blob:'],
				// Svelte writes style attributes (custom properties of a tile); scripts stay strict.
				'style-src': ['self', 'unsafe-inline'],
				'connect-src': ['self', 'ws:', 'wss:'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['self']
			}
		},
		typescript: {
			config: (config) => ({
				...config,
				include: [
					...config['include'],
					'../ingest/**/*.ts',
					'../ingest/**/*.mjs',
					'../clickhouse/**/*.ts',
					'../clickhouse/**/*.mjs',
					'../tests/**/*.ts',
					'../tests/**/*.mjs',
					'../*.ts',
					'../*.js'
				]
			})
		}
	}
};
