import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolderStore } from './folder-store.ts';

const WAV = Buffer.from('RIFF....WAVEfmt and the rest of it', 'latin1');
const isWindows = process.platform === 'win32';

describe('recordings in a folder', () => {
	let base: string;
	let root: string;
	beforeAll(async () => {
		base = await mkdtemp(join(tmpdir(), 'atalaya-recordings-'));
		root = join(base, 'recordings');
		await mkdir(join(root, '2026', 'deep.wav'), { recursive: true });
		await mkdir(join(base, 'recordings-of-others'));
		await writeFile(join(base, 'outside.wav'), WAV);
		await writeFile(join(base, 'recordings-of-others', 'a.wav'), WAV);
		await writeFile(join(root, 'a.wav'), WAV);
		await writeFile(join(root, '2026', 'b.wav'), WAV);
		await writeFile(join(root, 'page.html'), '<script>alert(1)</script>');
		await writeFile(join(root, 'disguised.wav'), '<script>alert(1)</script>');
		await writeFile(join(root, 'empty.wav'), '');
		if (isWindows) return;
		await symlink('a.wav', join(root, 'inside.wav'));
		await symlink(join(base, 'outside.wav'), join(root, 'out.wav'));
		await symlink(base, join(root, 'up'));
		await symlink('loop.wav', join(root, 'loop.wav'));
		await symlink('gone.wav', join(root, 'broken.wav'));
		execFileSync('mkfifo', [join(root, 'pipe.wav')]);
	});
	afterAll(() => rm(base, { recursive: true, force: true }));

	async function read(path: string, range = { first: 0, last: WAV.length - 1 }) {
		const opened = await createFolderStore(root).open(path);
		if (!opened.ok) return opened.reason;
		const pieces: Buffer[] = [];
		for await (const piece of opened.recording.read(range)) pieces.push(piece as Buffer);
		await opened.recording.close();
		return Buffer.concat(pieces);
	}

	test.each([['a.wav'], ['2026/b.wav'], ...(isWindows ? [] : [['inside.wav']])])(
		'%s is read byte by byte',
		async (path) => {
			expect(await read(path)).toEqual(WAV);
			expect(await read(path, { first: 8, last: 11 })).toEqual(Buffer.from('WAVE'));
		}
	);

	test.each([
		['../outside.wav'],
		['2026/../../outside.wav'],
		['../recordings-of-others/a.wav'],
		['-of-others/a.wav'],
		['%2e%2e/outside.wav'],
		['..%5coutside.wav'],
		['..\\outside.wav'],
		['a.wav\u0000.html'],
		['a.wav::$DATA'],
		['a.wav/'],
		['a.wav/b.wav'],
		['2026'],
		['2026/deep.wav'],
		['not-there.wav'],
		[''],
		...(isWindows
			? []
			: [['out.wav'], ['up/outside.wav'], ['loop.wav'], ['broken.wav'], ['pipe.wav']])
	])('%j is not there', async (path) => {
		expect(await read(path)).toBe('missing');
	});

	test('an absolute path is not there, also when it leads into the folder', async () => {
		expect(await read(join(root, 'a.wav'))).toBe('missing');
		expect(await read(join(base, 'outside.wav'))).toBe('missing');
	});

	test.each([['page.html'], ['disguised.wav'], ['empty.wav']])(
		'%s is of no kind that is played',
		async (path) => {
			expect(await read(path)).toBe('unplayable');
		}
	);

	test('the tag is another one when the file is another one', async () => {
		const tagOf = async () => {
			const opened = await createFolderStore(root).open('2026/b.wav');
			if (!opened.ok) throw new Error(opened.reason);
			await opened.recording.close();
			return opened.recording.etag;
		};
		const first = await tagOf();
		expect(first).toMatch(/^"[!#-~]+"$/);
		expect(await tagOf()).toBe(first);
		await utimes(join(root, '2026', 'b.wav'), 1, 1);
		expect(await tagOf()).not.toBe(first);
	});

	test('without the folder nothing is there', async () => {
		const opened = await createFolderStore(join(base, 'nowhere')).open('a.wav');
		expect(opened).toEqual({ ok: false, reason: 'missing' });
	});
});
