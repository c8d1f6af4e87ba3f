import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createLogger, withoutQuotes } from './logger.ts';

function linesOf(act: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
	const lines: string[] = [];
	const destination = {
		write(line: string) {
			lines.push(line);
		}
	};
	act(createLogger({ level: 'trace', part: 'test', destination }));
	return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
	test('[H18] keeps the fields it knows and drops every other', () => {
		const [line] = linesOf((log) => {
			log.info({ lane: 'live', customer: '+34 600 11 22 33', token: 'ata_secret' }, 'inserted');
		});
		expect(line).toMatchObject({ part: 'test', lane: 'live', msg: 'inserted' });
		expect(JSON.stringify(line)).not.toMatch(/600|ata_secret/);
	});

	test('[H18] leaves out what an error quotes, through all its causes', () => {
		const cause = new Error(
			`Cannot parse input: expected '"' before: '{"customer":"Ana Ruiz"}' (at row 2)`
		);
		const [line] = linesOf((log) => {
			log.error({ err: new Error('insert failed for "Ana Ruiz"', { cause }) }, 'failed');
		});
		const text = JSON.stringify(line);
		expect(text).not.toContain('Ana');
		expect(text).toContain('at row 2');
		expect(text).toContain('insert failed');
	});

	test('keeps the paths of the operating system', () => {
		const error = Object.assign(new Error("EACCES: permission denied, open '/data/spool'"), {
			code: 'EACCES',
			syscall: 'open'
		});
		const [line] = linesOf((log) => {
			log.error({ err: error }, 'failed');
		});
		expect(line).toMatchObject({ err: { code: 'EACCES', message: error.message } });
	});

	test('[H17] a line stays one line, whatever is in it', () => {
		const lines = linesOf((log) => {
			log.warn({ reason: 'a\n{"level":60,"msg":"forged"}' }, 'said\nmore');
		});
		expect(lines).toHaveLength(1);
	});

	test('[H17] a line stays one line for readers that know other ends of lines', () => {
		const lines: string[] = [];
		const destination = { write: (line: string) => lines.push(line) };
		const log = createLogger({ level: 'info', part: 'test', destination });
		log.warn({ reason: 'a\u2028b\u2029c\u0085d\u001b[31m' }, 'said');
		for (const mark of ['\u0085', '\u2028', '\u2029', '\u001b'])
			expect(lines.join('')).not.toContain(mark);
	});

	test('[D7] says of a segment that is missing which events it held', () => {
		const [line] = linesOf((log) => {
			log.error({ lane: 'live', segment: '3', first: 3, last: 4 }, 'a segment is missing');
		});
		expect(line).toMatchObject({ lane: 'live', segment: '3', first: 3, last: 4 });
	});

	test('says of a failed step which, why and how often', () => {
		const [line] = linesOf((log) => {
			log.warn({ step: 'insert-live', class: 'pressure', attempt: 20 }, 'sent again');
		});
		expect(line).toMatchObject({ step: 'insert-live', class: 'pressure', attempt: 20 });
	});

	test('[H13] takes no longer for a text that opens many quotes', () => {
		expect(withoutQuotes("'".repeat(100_000)).length).toBeLessThanOrEqual(600);
	});
});

test('a process whose reader is gone still ends', async () => {
	const module = new URL('./logger.ts', import.meta.url).href;
	const script = `
		const { createLogger } = await import(${JSON.stringify(module)});
		const log = createLogger({ level: 'info', part: 'test' });
		process.stdin.once('data', () => {
			for (let line = 0; line < 3; line += 1) log.info('nobody reads this');
			process.exit(7);
		});
		process.stderr.write('ready');
	`;
	const child = spawn(
		process.execPath,
		['--import', 'tsx', '--input-type=module', '--eval', script],
		{ stdio: ['pipe', 'pipe', 'pipe'] }
	);
	const ended = once(child, 'exit');
	await once(child.stderr, 'data');
	child.stdout.destroy();
	await once(child.stdout, 'close');
	child.stdin.write('go');
	try {
		expect(await Promise.race([ended, sleep(20_000, 'it hangs')])).toEqual([7, null]);
	} finally {
		child.kill('SIGKILL');
	}
}, 60_000);
