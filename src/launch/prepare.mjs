// What a clone needs before TypeScript can run: the right Node, the packages of the lock file, a build of the pages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const LEAST_NODE = { major: 20, minor: 19 };
const BUILT_FROM = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];

/**
 * Ends the process with a message that says what to do.
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
	console.error(`\n${message}\n`);
	process.exit(1);
}

export function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < LEAST_NODE.major || (major === LEAST_NODE.major && minor < LEAST_NODE.minor)) {
		fail(
			`Atalaya needs Node ${LEAST_NODE.major}.${LEAST_NODE.minor} or newer; this is ${process.versions.node}.`
		);
	}
}

/** @param {string[]} paths */
function hashOf(paths) {
	const hash = createHash('sha256');
	/** @param {string} path */
	const add = (path) => {
		const full = join(ROOT, path);
		if (!existsSync(full)) return;
		let entries = null;
		try {
			entries = readdirSync(full).sort();
		} catch {
			hash.update(path).update(readFileSync(full));
		}
		for (const entry of entries ?? []) add(join(path, entry));
	};
	for (const path of paths) add(path);
	return hash.digest('hex');
}

/** @param {string} file */
const readStamp = (file) =>
	existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '';

/**
 * Runs a step of preparation; what it prints is shown when it fails, and as it comes when it takes minutes.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {{ shown?: boolean }} [options]
 */
function run(title, command, args, { shown = false } = {}) {
	console.log(title);
	const { status, error, stdout, stderr } = spawnSync(command, args, {
		cwd: ROOT,
		stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
		encoding: 'utf8',
		shell: process.platform === 'win32'
	});
	if (!error && status === 0) return;
	console.error(`${stdout ?? ''}${stderr ?? ''}`);
	fail(
		`"${command} ${args.join(' ')}" failed${error ? `: ${error.message}` : ''}. What it printed above says why.`
	);
}

export function installIfStale() {
	const stamp = 'node_modules/.atalaya-lock';
	const wanted = hashOf(['package-lock.json']);
	if (readStamp(stamp) === wanted) return;
	run(
		'Installing packages (about 900 MB on disk, once) …',
		'npm',
		['ci', '--no-audit', '--no-fund', '--loglevel=error'],
		{ shown: true }
	);
	writeFileSync(join(ROOT, stamp), wanted);
}

export function buildIfStale() {
	const stamp = 'build/.atalaya-sources';
	const wanted = hashOf(BUILT_FROM);
	if (readStamp(stamp) === wanted) return;
	run('Building the pages …', process.execPath, [
		join(ROOT, 'node_modules/vite/bin/vite.js'),
		'build',
		'--logLevel',
		'warn'
	]);
	mkdirSync(join(ROOT, 'build'), { recursive: true });
	writeFileSync(join(ROOT, stamp), wanted);
}
