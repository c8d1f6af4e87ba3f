import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DirectoryInUseError, isLocked, lockDirectory } from './lock.ts';

const LOCK = fileURLToPath(new URL('lock.ts', import.meta.url));

describe('the lock of a directory', () => {
	let directory = '';
	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), 'atalaya-lock-'));
	});
	afterEach(() => {
		rmSync(directory, { recursive: true, force: true });
	});

	test('is held by one, seen by others, and free once it is given back', () => {
		expect(isLocked(directory)).toBe(false);
		const release = lockDirectory(directory);
		expect(isLocked(directory)).toBe(true);
		expect(() => lockDirectory(directory)).toThrow(DirectoryInUseError);
		expect(isLocked(directory)).toBe(true);
		release();
		expect(isLocked(directory)).toBe(false);
		lockDirectory(directory)();
	});

	test('is not taken by asking, and asking leaves nothing behind', () => {
		expect(isLocked(directory)).toBe(false);
		expect(readdirSync(directory)).toEqual([]);
		lockDirectory(directory)();
		for (let time = 0; time < 50; time++) expect(isLocked(directory)).toBe(false);
		expect(() => {
			lockDirectory(directory)();
		}).not.toThrow();
	});

	test('ends with the process that held it, however that ended', async () => {
		const script = `import { lockDirectory } from ${JSON.stringify(LOCK)};
			lockDirectory(${JSON.stringify(directory)}); process.stdout.write('held'); setInterval(() => {}, 1000);`;
		const child = spawn(
			process.execPath,
			['--import', 'tsx', '--input-type=module', '-e', script],
			{
				stdio: ['ignore', 'pipe', 'inherit']
			}
		);
		const exited = new Promise((resolve) => child.once('exit', resolve));
		await new Promise((resolve) => child.stdout.once('data', resolve));
		expect(isLocked(directory)).toBe(true);
		child.kill('SIGKILL');
		await exited;
		expect(isLocked(directory)).toBe(false);
	});
});
