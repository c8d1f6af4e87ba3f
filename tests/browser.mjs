// Finds a browser for the tests, or installs one: CHROME_PATH first, then what the system has, then Debian's package when
// that can be installed, then Playwright's own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const SYSTEM = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable'
];

/** @type {(command: string, args: string[]) => boolean} */
const run = (command, args) =>
	spawnSync(command, args, {
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
	}).status === 0;

/** The browser that is there; null when none is. */
export function findBrowser() {
	const named = process.env['CHROME_PATH'];
	if (named) return named;
	return SYSTEM.find((path) => existsSync(path)) ?? null;
}

/** Path of a browser, or null for Playwright's own. Throws when CHROME_PATH names nothing. */
export function ensureBrowser() {
	const found = findBrowser();
	if (found !== null) {
		if (!existsSync(found)) throw new Error(`CHROME_PATH names ${found}, which does not exist`);
		return found;
	}
	const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
	if (
		isDebianRoot &&
		run('apt-get', ['update', '-qq']) &&
		run('apt-get', ['install', '-y', '-qq', 'chromium'])
	) {
		return findBrowser();
	}
	if (
		!run('npx', ['playwright', 'install', '--with-deps', 'chromium']) &&
		!run('npx', ['playwright', 'install', 'chromium'])
	) {
		throw new Error('no browser could be installed: install Chromium and name it in CHROME_PATH');
	}
	return null;
}
