import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { ALLOCATOR } from './allocator.ts';
import { startService } from './service.ts';

test('a process is started with what glibc reads at its start, unless somebody says otherwise', async () => {
	const directory = mkdtempSync(join(tmpdir(), 'atalaya-service-'));
	onTestFinished(() => {
		rmSync(directory, { recursive: true, force: true });
	});
	const script = join(directory, 'tell.ts');
	writeFileSync(script, 'console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000);');
	const line = await new Promise<string>((resolve, reject) => {
		const service = startService({
			name: 'tell',
			script,
			env: { PATH: process.env['PATH'], MALLOC_ARENA_MAX: '7' },
			logFile: join(directory, 'tell.log'),
			onLine: resolve,
			onDeath: (how, tail) => {
				reject(new Error(`${how}: ${tail}`));
			}
		});
		onTestFinished(() => service.stop(2000));
	});
	expect(JSON.parse(line)).toMatchObject({ ...ALLOCATOR, MALLOC_ARENA_MAX: '7' });
});
