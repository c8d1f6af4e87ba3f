import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
	fillSegments,
	openSpool,
	sendNumbered,
	withDirectory
} from '../../../tests/support/spool.ts';
import { copyLive } from './copy-live.ts';

test('a copy of the files of ingest knows every event that the original knows', () =>
	withDirectory(async (directory) => {
		const [from, to] = [join(directory, 'here'), join(directory, 'there')];
		await mkdir(from);
		const limits = { rememberedKeys: 100 };
		const spool = await openSpool(join(from, 'spool'), { limits });
		// Most of their keys are in the archive, some in the key log, and the last in a segment.
		await fillSegments(spool, 0, 600);
		await sendNumbered(spool, 600, 610);
		await copyLive(from, to, new AbortController().signal);
		await spool.close();
		const copy = await openSpool(join(to, 'spool'), { limits });
		expect(copy.archive.size).toBeGreaterThan(300);
		expect(await sendNumbered(copy, 0, 610)).toMatchObject({ accepted: 0, duplicates: 610 });
		await copy.close();
	}));
