/** Group H of the catalogue: that hostile text is given little work to do. */
import { afterEach, expect, test, vi } from 'vitest';
import { parseTimestampMs } from '#lib/domain/events/timestamp.ts';
import { ALL_KINDS, maskText, maskUnknown } from '#lib/domain/privacy/masking.ts';
import { withoutQuotes } from '#lib/server/logger.ts';
import { bodyModeOf } from '../../../ingest/http/media-type.ts';
import { readLine, readWhole } from '../../../ingest/http/read-body.ts';
import type { WholeMode } from '../../../ingest/http/read-body.ts';
import { createPrivacy } from '../../../ingest/intake/privacy.ts';
import type { ReadOptions } from '../../../ingest/intake/read-event.ts';

const OPTIONS: ReadOptions = {
	nowMs: Date.UTC(2026, 10, 20),
	backfill: false,
	limits: { eventBytes: 6 * 1024 * 1024, depth: 32 },
	privacy: createPrivacy({ masking: () => ALL_KINDS, isErased: () => false, generation: () => 0 }),
	sources: null,
	territory: null
};

afterEach(() => vi.restoreAllMocks());

test.each<WholeMode>(['structured', 'batch', 'binary', 'plain'])(
	'[H3] a flood of brackets is refused before anything parses it, sent as %s',
	(mode) => {
		const parse = vi.spyOn(JSON, 'parse');
		const flood = Buffer.alloc(5 * 1024 * 1024, '[');
		const outcome = (() => {
			try {
				return readWhole(mode, { 'ce-id': 'x' }, flood, OPTIONS, 1000)[0]?.ok ?? false;
			} catch {
				return false;
			}
		})();
		expect(outcome).toBe(false);
		expect(parse).not.toHaveBeenCalled();
	}
);

test('[H3] nor when it is a line among others', () => {
	const parse = vi.spyOn(JSON, 'parse');
	expect(readLine(Buffer.alloc(5 * 1024 * 1024, '['), OPTIONS)).toMatchObject({ ok: false });
	expect(parse).not.toHaveBeenCalled();
});

const SHORT = 2000;
const TIMES = 16;
/** Linear is 16, quadratic 256; what else the machine does comes on top. */
const MOST_TIMES = 100;
/** Below this a clock says nothing. */
const LEAST_MS = 2;

const bestMs = (work: () => unknown): number =>
	Math.min(
		...Array.from({ length: 5 }, () => {
			const startedAt = performance.now();
			work();
			return performance.now() - startedAt;
		})
	);

const ignoring =
	(work: (text: string) => unknown) =>
	(text: string): void => {
		try {
			work(text);
		} catch {
			// Refused is as good as read: it is about the work.
		}
	};
const READERS: readonly [string, (text: string) => void][] = [
	['masking', ignoring((text) => maskText(text, ALL_KINDS))],
	['masking of unknown text', ignoring((text) => maskUnknown(text, ALL_KINDS))],
	['instants', ignoring(parseTimestampMs)],
	['media types', ignoring((text) => bodyModeOf({ 'content-type': text }))],
	['the log', ignoring(withoutQuotes)]
];
/** Each begins again and again what it never ends. */
const BOMBS = [
	'a',
	'1',
	'1 ',
	'4111 ',
	'a@',
	'a.',
	'@a.',
	'+34 6',
	'ES91',
	';a=',
	'"',
	"'",
	'2026-',
	'1-',
	'(',
	'\t '
];

test.each(READERS)(
	'[H13] %s: sixteen times the text is no hundred times the work',
	(_name, read) => {
		for (const bomb of BOMBS) {
			const text = (length: number) => `x/y${bomb.repeat(Math.ceil(length / bomb.length))}!`;
			const [short, long] = [text(SHORT), text(SHORT * TIMES)];
			const [shortMs, longMs] = [
				bestMs(() => {
					read(short);
				}),
				bestMs(() => {
					read(long);
				})
			];
			expect([bomb, longMs <= Math.max(LEAST_MS, shortMs) * MOST_TIMES]).toEqual([bomb, true]);
		}
	}
);
