import { describe, expect, test } from 'vitest';
import { spanOf, speechStartMs, wholeSpan } from './recording.ts';

const CREATED_MS = Date.parse('2026-11-18T10:00:00Z');
const recording = (media: 'audio' | 'screen', afterMs: number, durationMs: number) => ({
	media,
	startedAtMs: CREATED_MS + afterMs,
	durationMs
});

describe('recordings of a contact', () => {
	const voice = recording('audio', 12_000, 60_000);
	const later = recording('audio', 90_000, 20_000);
	const screen = recording('screen', 10_000, 70_000);

	test('cover parts of it, counted from when it was created', () => {
		expect(spanOf(voice, CREATED_MS)).toEqual({ startMs: 12_000, endMs: 72_000 });
		expect(spanOf(recording('screen', -500, 1000), CREATED_MS)).toEqual({
			startMs: -500,
			endMs: 500
		});
	});

	test('reach together from the first instant to the last', () => {
		const spans = [voice, later, screen].map((one) => spanOf(one, CREATED_MS));
		expect(wholeSpan(spans)).toEqual({ startMs: 10_000, endMs: 110_000 });
		expect(wholeSpan([])).toBeNull();
	});

	test('the transcript begins with the first recording of the voice', () => {
		expect(speechStartMs([screen, later, voice], CREATED_MS)).toBe(12_000);
		expect(speechStartMs([screen], CREATED_MS)).toBe(0);
	});
});
