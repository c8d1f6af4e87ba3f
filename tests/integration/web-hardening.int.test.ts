import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWeb } from '../support/web.ts';
import type { Web } from '../support/web.ts';

interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
}

describe('the web process', () => {
	let web: Web;

	beforeAll(async () => {
		web = await startWeb();
	});
	afterAll(() => web.stop());

	/** The path as it is written: no client in between that tidies it up. */
	const ask = (path: string, headers: Record<string, string> = {}, body?: string) =>
		new Promise<Answer>((resolve, reject) => {
			const { hostname, port } = new URL(web.url);
			const method = body === undefined ? 'GET' : 'POST';
			const outgoing = request({ hostname, port, path, method, headers }, (answer) => {
				const chunks: Buffer[] = [];
				answer.on('data', (chunk: Buffer) => chunks.push(chunk));
				answer.on('end', () => {
					const text = Buffer.concat(chunks).toString('utf8');
					resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
				});
			});
			outgoing.on('error', reject);
			outgoing.end(body);
		});

	test.each([
		'/../package.json',
		'/../../../../../../etc/passwd',
		'/_app/../../package.json',
		'/_app/%2e%2e/%2e%2e/package.json',
		'/_app/..%2f..%2f..%2fpackage.json',
		'/_app/..%5c..%5cpackage.json',
		'/%2e%2e%2f%2e%2e%2fdata/secrets.json',
		'/static/../data/secrets.json',
		'/favicon.svg/../../../package.json',
		'/boards/..%2f..%2fsecrets.json',
		'/wallboard/..%2f..%2f..%2fetc%2fpasswd',
		'/interactions/%00',
		'/welcome/..%2f..%2fpackage.json',
		'/_app/immutable/%c0%ae%c0%ae/package.json'
	])('gives nothing of the disk away for %s', async (path) => {
		const { status, text } = await ask(path, { accept: '*/*' });
		expect(status).toBeGreaterThanOrEqual(300);
		expect(status).toBeLessThan(500);
		expect(text).not.toMatch(/"dependencies"|root:|storeKey|ingestToken/);
	});

	test('[A5] lets scripts of its own run and no inline ones', async () => {
		const { headers } = await ask('/sign-in', { accept: 'text/html' });
		const policy = String(headers['content-security-policy']);
		const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? '';
		expect(scripts).toMatch(/^'self'( 'nonce-[^']+')?$/);
		expect(policy).toContain("object-src 'none'");
		expect(policy).toContain("base-uri 'self'");
		expect(policy).toMatch(/connect-src 'self' ws:\/\/127\.0\.0\.1:\d+/);
	});

	test('keeps browsers on TLS only where there is TLS', async () => {
		const plain = await ask('/sign-in', { accept: 'text/html' });
		expect(plain.headers['strict-transport-security']).toBeUndefined();
		const secure = await ask('/sign-in', { accept: 'text/html', 'x-forwarded-proto': 'https' });
		expect(secure.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
	});

	test('sends nobody further in than to the sign-in page, and programs a problem', async () => {
		const page = await ask('/administration/people?search=x', { accept: 'text/html' });
		expect(page.status).toBe(303);
		expect(page.headers['location']).toBe('/sign-in?next=%2Fadministration%2Fpeople%3Fsearch%3Dx');
		const program = await ask('/api/v1/metrics', { accept: 'application/json' });
		expect(program.status).toBe(401);
		expect(program.headers['content-type']).toContain('application/problem+json');
		expect(program.headers['www-authenticate']).toBe('Bearer');
	});

	test('refuses a body that is larger than any form of ours', async () => {
		const { status } = await ask(
			'/sign-in?/password',
			{
				'content-type': 'application/x-www-form-urlencoded',
				origin: web.url,
				accept: 'text/html'
			},
			`email=${'a'.repeat(3 * 1024 * 1024)}`
		);
		expect(status).toBe(413);
	});

	test('[A4] takes no form from another site, whatever it sends along', async () => {
		const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
		const foreign = [
			{ origin: 'https://evil.example' },
			{ origin: 'null' },
			{ origin: web.url, 'sec-fetch-site': 'cross-site' },
			{ cookie: 'atalaya-session=x' },
			{ cookie: 'atalaya-session=x', authorization: 'Basic eDp5', origin: 'https://evil.example' }
		];
		for (const headers of foreign) {
			const { status } = await ask('/sign-out', { ...form, ...headers }, 'a=b');
			expect([JSON.stringify(headers), status]).toEqual([JSON.stringify(headers), 403]);
		}
	});

	test('says of an address that does not exist the same to everybody, and never how it is made', async () => {
		const { status, text } = await ask('/there-is-no-such-page', { accept: 'text/html' });
		expect(status).toBe(404);
		expect(text).not.toMatch(/at .*\.js:\d+|node_modules/);
	});
});
