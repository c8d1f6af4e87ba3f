import { describe, expect, test } from 'vitest';
import { speechOf, timelineOf } from './timeline.ts';
import type { ContactEvent } from './timeline.ts';

let n = 0;
const event = (name: string, data: Record<string, unknown>, time = '2026-11-20T10:00:00Z') =>
	({ id: `e${++n}`, type: `atalaya.${name}.v1`, time, data }) satisfies ContactEvent;
const AT = Date.UTC(2026, 10, 20, 10);

describe('the timeline of a contact', () => {
	test('has steps, messages and recordings in the order they came, and nothing else', () => {
		const entries = timelineOf([
			event('interaction.queued', { queue: 'ventas' }),
			event('interaction.message', { author: 'customer', text: 'hola' }),
			event('recording.available', {
				media: 'audio',
				startedAt: '2026-11-20T09:59:00Z',
				durationMs: 1000
			}),
			event('transcript.segment', { index: 0, speaker: 'agent', startMs: 0, text: 'diga' }),
			event('survey.answered', { score: 5 })
		]);
		expect(entries).toMatchObject([
			{ kind: 'step', step: 'queued', queue: 'ventas', atMs: AT },
			{ kind: 'message', author: 'customer', text: 'hola' },
			{ kind: 'recording', media: 'audio', durationMs: 1000, atMs: AT - 60_000 }
		]);
	});

	test.each([
		['to a queue', { to: { queue: 'averías' }, agent: 'ana' }, { queue: 'averías', agent: 'ana' }],
		['to an agent', { to: { agent: 'luis' } }, { agent: 'luis' }],
		['to nowhere we know', { to: 'x' }, { agent: '', queue: '' }]
	])('a transfer %s says so', (_where, data, expected) => {
		expect(timelineOf([event('interaction.transferred', data)])).toMatchObject([expected]);
	});

	test('a text that was deleted is missing, and an author nobody knows is the system', () => {
		expect(timelineOf([event('interaction.message', { author: 'ghost' })])).toMatchObject([
			{ author: 'system', text: null }
		]);
	});

	test('an end says whose it was, where that is known', () => {
		const ends = [{ by: 'customer' }, { by: 'nobody we know' }, {}].map((data) =>
			event('interaction.ended', data)
		);
		expect(timelineOf(ends)).toMatchObject([{ by: 'customer' }, { by: null }, { by: null }]);
	});

	test('a time that is none is unknown', () => {
		expect(timelineOf([event('interaction.ended', {}, 'yesterday')])).toMatchObject([
			{ atMs: null }
		]);
	});
});

describe('what was said', () => {
	test('is in the order in which it was said', () => {
		const said = speechOf([
			event('transcript.segment', { speaker: 'customer', startMs: 900, text: 'b' }),
			event('interaction.ended', {}),
			event('transcript.segment', { speaker: 'agent', startMs: 100, text: 'a' })
		]);
		expect(said).toMatchObject([
			{ speaker: 'agent', startMs: 100, text: 'a' },
			{ speaker: 'customer', startMs: 900, text: 'b' }
		]);
	});
});
