// `npm test`: installs what is missing and runs everything: style, types, unit, integration against the real engine, browser.
// Ends with one plain line that counts.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { ROOT, buildIfStale, checkNode, installIfStale } from '../src/launch/prepare.mjs';

checkNode();
process.chdir(ROOT);
installIfStale();

const RESULTS = 'tests/results';
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {string} path */
const bin = (path) => `node_modules/${path}`;
/** @type {(args: string[], env?: Record<string, string>) => boolean} */
const node = (args, env = {}) =>
	spawnSync(process.execPath, args, {
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, ...env }
	}).status === 0;

/** Runs beside others: what it says is kept until it ends. @type {(args: string[]) => Promise<{ said: string, ok: boolean }>} */
const nodeBeside = (args) =>
	new Promise((resolve) => {
		const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
		let said = '';
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (said += text));
		child.on('close', (code) => resolve({ said, ok: code === 0 }));
	});

const NOTHING = { passed: 0, failed: 0, skipped: 0 };
const MARKS = { passed: '✓', failed: '✗', skipped: '–' };
const total = { ...NOTHING };
/** @param {Counts} counts */
const add = ({ passed, failed, skipped }) => {
	total.passed += passed;
	total.failed += failed;
	total.skipped += skipped;
};
/** A step that is right or wrong as a whole. @type {(title: string, ok: boolean) => void} */
const step = (title, ok) => {
	console.log(`\n${ok ? '✓' : '✗'} ${title}`);
	add({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
};

/** What to look at, said again at the end, where it is found. @type {string[]} */
const notable = [];

/** @param {{ testResults: { name: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[], message?: string }[] }} report */
function noteVitest({ testResults }) {
	for (const { name, assertionResults, message } of testResults) {
		const file = name.replace(`${ROOT}/`, '');
		if (message && assertionResults.length === 0)
			notable.push(`✗ ${file}: ${message.slice(0, 500)}`);
		for (const { status, fullName, failureMessages = [] } of assertionResults) {
			const [why = ''] = failureMessages;
			if (status === 'failed') notable.push(`✗ ${file}: ${fullName}\n    ${why.slice(0, 500)}`);
		}
	}
}

/** @typedef {{ title: string, file?: string, specs?: { title: string, file: string, tests: { status: string, results: { error?: { message?: string } }[] }[] }[], suites?: Suite[] }} Suite */

/** @param {Suite[]} suites */
function notePlaywright(suites) {
	for (const { specs = [], suites: inner = [] } of suites) {
		for (const { title, file, tests } of specs) {
			for (const { status, results } of tests) {
				const why = (results[0]?.error?.message ?? '').slice(0, 500);
				if (status === 'unexpected') notable.push(`✗ ${file}: ${title}\n    ${why}`);
				if (status === 'flaky')
					notable.push(`– ${file}: ${title}: passed when tried again\n    ${why}`);
			}
		}
		notePlaywright(inner);
	}
}

/** @param {string} file */
function readJson(file) {
	try {
		return JSON.parse(readFileSync(`${RESULTS}/${file}`, 'utf8'));
	} catch {
		return null;
	}
}

/**
 * A runner that died without a report has failed, whatever it had passed.
 * @param {string} title
 * @param {boolean} ok
 * @param {Counts | null} counts
 */
function count(title, ok, counts) {
	if (counts === null) {
		step(`${title}: left no report`, false);
		return;
	}
	add(counts);
	if (!ok && counts.failed === 0) step(`${title}: ended with a fault outside its tests`, false);
}

const only = new Set(process.argv.slice(2));
/** @param {string} name */
const wants = (name) => only.size === 0 || only.has(name);

/** Resolves when all were counted. @type {Promise<unknown>} */
let style = Promise.resolve();
if (wants('style')) {
	step('sync', node([bin('@sveltejs/kit/svelte-kit.js'), 'sync']));
	// Before the rest: it writes types that all of them read.
	buildIfStale();
	// Beside one another, and the slowest beside the unit tests: two cores have something to do.
	const checks = {
		eslint: ['--max-old-space-size=4096', bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
		'svelte-check': [
			bin('svelte-check/bin/svelte-check'),
			...['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']
		],
		prettier: [bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn']
	};
	const { eslint, ...others } = Object.fromEntries(
		Object.entries(checks).map(([title, args]) => [
			title,
			nodeBeside(args).then(({ said, ok }) => {
				process.stdout.write(said);
				step(title, ok);
			})
		])
	);
	await Promise.all(Object.values(others));
	style = Promise.resolve(eslint);
}
if (wants('audit')) {
	const { auditDependencies } = await import('../src/tooling/dependency-audit.mjs');
	const { state, words } = auditDependencies();
	console.log(`\n${MARKS[state]} dependencies: ${words}`);
	add({ ...NOTHING, [state]: 1 });
}
buildIfStale();
/** @type {(title: string, projects: string[]) => void} */
function vitest(title, projects) {
	const file = `${title}.json`;
	const ok = node([
		bin('vitest/vitest.mjs'),
		'run',
		...projects.flatMap((project) => ['--project', project]),
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${RESULTS}/${file}`
	]);
	const report = readJson(file);
	if (report) noteVitest(report);
	count(
		title,
		ok,
		report && {
			passed: report.numPassedTests,
			failed:
				report.numFailedTests +
				report.testResults.filter(
					(/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
						file.status === 'failed' && file.assertionResults.length === 0
				).length,
			skipped: report.numPendingTests + report.numTodoTests
		}
	);
}
if (wants('unit')) vitest('unit', ['unit', 'runes']);
await style;
if (wants('unit')) vitest('integration', ['integration']);
if (wants('browser')) {
	const { ensureBrowser } = await import('./browser.mjs');
	const browser = ensureBrowser();
	const ok = node([bin('@playwright/test/cli.js'), 'test'], {
		...(browser ? { CHROME_PATH: browser } : {}),
		PLAYWRIGHT_JSON_OUTPUT_NAME: `${RESULTS}/playwright.json`
	});
	const report = readJson('playwright.json');
	if (report) notePlaywright(report.suites);
	const stats = report?.stats ?? null;
	count(
		'playwright',
		ok,
		stats && {
			passed: stats.expected + stats.flaky,
			failed: stats.unexpected,
			skipped: stats.skipped
		}
	);
}

if (notable.length > 0) console.log(`\n${notable.join('\n')}`);
console.log(
	`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`
);
process.exit(total.failed === 0 ? 0 : 1);
