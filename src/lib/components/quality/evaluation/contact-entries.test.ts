import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '#lib/domain/records/timeline.ts';
import { beginningOf, entriesOf, hintsOf } from './contact-entries.ts';

const START = Date.parse('2026-01-05T10:00:00Z');
const step = (id: string, atMs: number | null, word: 'created' | 'accepted'): TimelineEntry => ({
	...{ kind: 'step', id, atMs, step: word, agent: '', queue: '', reason: '', by: null }
});
const message = (
	id: string,
	[author, text, score]: ['customer' | 'agent', string, number | null],
	atMs = START
): TimelineEntry => ({
	...{ kind: 'message', id, atMs, agent: '', author, text },
	tone: score === null ? null : { score, by: 'x', language: 'es', words: [] }
});
const facts = { createdAt: '2026-01-05T10:00:00Z' };

describe('the moments of a contact', () => {
	it('are told since it was created, never before', () => {
		const timeline = [step('a', START - 5, 'created'), step('b', START + 9000, 'accepted')];
		expect(entriesOf({ facts, timeline, speech: [] }).map(({ id, atMs }) => [id, atMs])).toEqual([
			['a', 0],
			['b', 9000]
		]);
	});

	it('have speech among them, from the beginning of the recording of the voice', () => {
		const recording: TimelineEntry = {
			...{ kind: 'recording', id: 'r', atMs: START + 2000, agent: '', media: 'audio' },
			durationMs: 1000
		};
		const timeline = [step('a', START, 'created'), recording, step('b', START + 9000, 'accepted')];
		const speech = [
			{ id: 's1', speaker: 'agent' as const, startMs: 1000, text: 'Hola' },
			{ id: 's2', speaker: 'customer' as const, startMs: 8000, text: 'Hola' }
		];
		expect(entriesOf({ facts, timeline, speech }).map(({ id, atMs }) => [id, atMs])).toEqual([
			['a', 0],
			['r', 2000],
			['s1', 3000],
			['b', 9000],
			['s2', 10_000]
		]);
	});

	it('begin with the first instant when the beginning is not told', () => {
		const timeline = [step('a', null, 'created'), step('b', START, 'accepted')];
		expect(beginningOf({ facts: { createdAt: null }, timeline })).toBe(START);
		expect(beginningOf({ facts: { createdAt: null }, timeline: [] })).toBe(0);
	});
});

describe('hints', () => {
	it('stand beside the messages they are about', () => {
		const timeline = [
			message('c1', ['customer', '¿Cuándo llega?', -0.9]),
			message('a1', ['agent', 'Un momento 😊', null])
		];
		const hints = hintsOf(entriesOf({ facts, timeline, speech: [] }));
		expect([...hints.tones.keys()]).toEqual(['a1']);
		expect(hints.questions.get('c1')).toMatchObject([{ why: 'put_off' }]);
		expect(hints.count).toBe(2);
	});
});
