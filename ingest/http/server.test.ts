import { createLogger } from '#lib/server/logger.ts';
import { expect, test } from 'vitest';
import { Problem } from './problem.ts';
import { createServer } from './server.ts';

test('a fault of ours is a problem document that names the line of the log, and says nothing else', async () => {
	const lines: string[] = [];
	const destination = { write: (line: string) => lines.push(line) };
	const log = createLogger({ level: 'info', part: 'ingest', destination });
	const broken = (): Promise<never> => Promise.reject(new Error('cannot read "Ana Ruiz"'));
	const refused = (): Promise<never> => Promise.reject(new Problem(400, 'odd', 'that is odd'));
	const server = createServer(
		[
			{ method: 'GET', path: '/broken', handle: broken },
			{ method: 'GET', path: '/refused', handle: refused }
		],
		log
	);
	const failed = await server.inject('/broken');
	expect(failed.statusCode).toBe(500);
	expect(failed.headers['content-type']).toContain('application/problem+json');
	const id = /logged as (\S+)$/.exec(failed.json<{ detail: string }>().detail)?.[1];
	expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
		expect.objectContaining({ id, msg: 'a request failed' })
	]);
	expect(id).toMatch(/^[\w-]{36}$/);
	expect(failed.body).not.toContain('cannot read');
	expect((await server.inject('/refused')).json()).toMatchObject({ status: 400, code: 'odd' });
	expect(lines).toHaveLength(1);
	await server.close();
});
