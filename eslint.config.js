import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// What may import what (the table is in ARCHITECTURE.md). A zone names the files and what they must not import.
/**
 * @param {string[]} files
 * @param {...[string, string]} forbidden
 * @returns {import('typescript-eslint').ConfigArray[number]}
 */
const zone = (files, ...forbidden) => ({
	files,
	rules: {
		'@typescript-eslint/no-restricted-imports': [
			'error',
			{ patterns: forbidden.map(([regex, message]) => ({ regex, message })) }
		]
	}
});
/** @type {[string, string]} */
const server = ['/server/', 'server code stays on the server'];
/** @type {[string, string]} */
const node = [
	'^node:|^ws$|^@clickhouse/|^fastify$|^libsql$|^kysely$',
	'this layer runs in the browser too'
];
/** @type {[string, string]} */
const svelteRuntime = ['^svelte($|/)|^\\$app/|\\.svelte$', 'this layer does not know about Svelte'];
/** @type {[string, string]} */
const app = ['^\\$app/|^\\$env/', 'this code also runs outside SvelteKit'];
/** @type {[string, string]} */
const routes = ['/routes/', 'nothing imports a route'];
/** @type {[string, string]} */
const ingest = ['/ingest/', 'ingest is another process'];

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'data/', 'node_modules/', 'tests/results/', 'static/'] },
	js.configs.recommended,
	...ts.configs.strictTypeChecked,
	...ts.configs.stylisticTypeChecked,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			eqeqeq: 'error',
			'no-undef': 'off',
			'no-console': 'error',
			complexity: ['error', 10],
			'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
			'no-restricted-properties': [
				'error',
				{
					object: 'process',
					property: 'env',
					message: 'only config.ts and main.ts read the environment'
				}
			],
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ fixStyle: 'separate-type-imports' }
			],
			'@typescript-eslint/consistent-type-definitions': 'off',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
			],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ requireDefaultForNonUnion: true, considerDefaultExhaustiveForUnions: true }
			],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		rules: {
			'svelte/button-has-type': 'error',
			'no-restricted-syntax': [
				'error',
				{
					selector:
						'SvelteElement[name.name=/^(input|textarea)$/] > SvelteStartTag:not(:has(> SvelteAttribute[key.name=/^on/])):not(:has(> SvelteAttribute[key.name="type"][value.0.value=/^(hidden|checkbox|radio|submit)$/])) > SvelteAttribute[key.name=value]:has(> SvelteMustacheTag)',
					message: 'what is typed before the script runs would be lost: defaultValue and fromServer'
				},
				{
					selector:
						'SvelteStartTag:not(:has(> SvelteAttribute[key.name=/^on/])) > SvelteAttribute[key.name=checked]',
					message:
						'what is ticked before the script runs would be lost: defaultChecked and fromServer'
				}
			],
			'svelte/require-each-key': 'error',
			'svelte/prefer-svelte-reactivity': 'error',
			'svelte/no-at-html-tags': 'error',
			'svelte/no-navigation-without-resolve': 'off',
			'max-lines-per-function': 'off'
		}
	},
	zone(['src/lib/domain/**'], server, svelteRuntime, node, routes, ingest),
	zone(['src/lib/format/**'], server, svelteRuntime, node, routes, ingest),
	zone(['src/lib/live/**'], server, node, routes, ingest),
	zone(['src/lib/components/ui/**', 'src/lib/components/charts/**'], server, node, routes, ingest, [
		'/(domain|live)/',
		'this layer has no domain words'
	]),
	zone(
		[
			'src/lib/components/wallboard/**',
			'src/lib/components/boards/**',
			'src/lib/components/editor/**',
			'src/lib/components/screens/**',
			'src/lib/i18n/**',
			'src/lib/shell/**'
		],
		server,
		node,
		routes,
		ingest
	),
	zone(['src/lib/server/**'], app, svelteRuntime, routes, ingest),
	zone(['ingest/**', 'clickhouse/**'], app, svelteRuntime, routes),
	{
		files: [
			'**/config.ts',
			'**/main.ts',
			'**/commands/**',
			'src/launch/**',
			'src/tooling/**',
			'tests/**',
			'src/server.ts',
			'*.ts',
			'*.js'
		],
		rules: { 'no-restricted-properties': 'off' }
	},
	{
		// Command-line programs print.
		files: [
			'src/launch/**',
			'src/tooling/**',
			'ingest/commands/**',
			'clickhouse/commands/**',
			'tests/bench/**',
			'tests/chaos/**',
			'tests/run.mjs'
		],
		rules: { 'no-console': 'off' }
	},
	{
		files: ['**/*.test.ts', 'tests/**'],
		rules: {
			'max-lines-per-function': 'off',
			'max-lines': 'off',
			complexity: 'off',
			'@typescript-eslint/no-non-null-assertion': 'off'
		}
	},
	// Tests may read files and start servers wherever they stand.
	{ files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
	{ files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked }
);
