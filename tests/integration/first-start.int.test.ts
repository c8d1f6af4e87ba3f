/** What the launcher prints so that somebody gets in, and the command for whoever does not get in any more. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { signInToDemo } from '../support/sign-in.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { until } from '../support/until.ts';

const PASSWORD = 'caballo grapa batería';
const OTHER_PASSWORD = 'otra frase bien larga';
const EMAIL = 'ada@example.org';
const LINK = /http:\/\/[\w.:]+\/welcome\/([\w-]{43})/;

describe('npm start', () => {
	let product: Product;
	let first = '';

	/** The link a text holds, at this product. */
	const linkIn = (text: string): string => {
		const token = LINK.exec(text)?.[1];
		if (token === undefined) throw new Error(`no link in: ${text}`);
		return `${product.web}/welcome/${token}`;
	};
	/** `npm run admin-link` beside the running product. */
	const adminLink = (...args: string[]) =>
		new Promise<{ code: number; text: string }>((resolve) => {
			execFile(
				process.execPath,
				['src/launch/start.mjs', 'admin-link', ...args],
				{ env: { ...process.env, DATA_DIR: product.dataDir, PORT: new URL(product.web).port } },
				(error, stdout, stderr) => {
					resolve({
						code: typeof error?.code === 'number' ? error.code : 0,
						text: stdout + stderr
					});
				}
			);
		});
	const accept = (link: string, password: string) =>
		new TestBrowser(product.web).submit(link, {
			email: EMAIL,
			name: 'Ada',
			password,
			repeated: password
		});

	beforeAll(async () => {
		product = await startProduct({ args: ['--no-history'] });
		first = linkIn(product.output());
	});
	afterAll(async () => {
		await product.stop({ keep: true });
		await rm(product.dataDir, { recursive: true, force: true, maxRetries: 5 });
	});

	test('says how to sign in: with the link of the first administrator, and with one click', async () => {
		expect(product.output()).toContain('Primer administrador / first administrator');
		expect(product.output()).toContain(`one click: ${product.web}/sign-in`);
		expect((await new TestBrowser(product.web).ask(first)).status).toBe(200);
		const token = await until('the demo centre lets in', () => signInToDemo(product.web, 'agent'));
		expect(token).toMatch(/^[\w-]{43}$/);
	});

	test('prints a new link when asked, which takes the place of the one before, and none once it was used', async () => {
		const { code, text } = await adminLink();
		expect(code).toBe(0);
		expect((await accept(first, PASSWORD)).status).toBe(410);
		expect((await accept(linkIn(text), PASSWORD)).status).toBe(303);
		const none = await adminLink();
		expect([none.code, none.text.includes('name the e-mail')]).toEqual([1, true]);
	});

	test('prints a link for a new password of somebody it knows, and of nobody else', async () => {
		const { code, text } = await adminLink(EMAIL.toUpperCase(), '--without-second-factor');
		expect(code).toBe(0);
		expect((await accept(linkIn(text), OTHER_PASSWORD)).status).toBe(303);
		for (const [email, words] of [
			['nobody@example.org', 'Nobody signs in with that e-mail'],
			['amparo.villar@brisalia.example', 'belongs to the demo centre']
		] as const) {
			const refused = await adminLink(email);
			expect([refused.code, refused.text.includes(words), LINK.test(refused.text)]).toEqual([
				1,
				true,
				false
			]);
		}
		for (const wrong of [['a@b', 'c@d'], ['--without-second-factor'], ['--nonsense']])
			expect((await adminLink(...wrong)).code).toBe(2);
	});

	test('prints no link once somebody administers it, and people of the demo do not outlive it', async () => {
		const cookie = `atalaya-session=${await signInToDemo(product.web, 'admin')}`;
		const { dataDir } = product;
		await product.stop({ keep: true });
		product = await startProduct({ dataDir, args: ['--no-demo'] });
		expect(LINK.test(product.output())).toBe(false);
		expect(product.output()).not.toContain('one click');
		const answer = await new TestBrowser(product.web).ask('/account', { headers: { cookie } });
		expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in?next=%2Faccount']);
		await expect(signInToDemo(product.web, 'admin')).rejects.toThrow('403');
		const browser = new TestBrowser(product.web);
		const answered = await browser.submit('/sign-in?/password', {
			email: EMAIL,
			password: OTHER_PASSWORD
		});
		expect(answered.status).toBe(303);
	});
});
