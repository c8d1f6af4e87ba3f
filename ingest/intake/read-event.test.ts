import { describe, expect, test } from 'vitest';
import { ALL_KINDS } from '#lib/domain/privacy/masking.ts';
import { scanJson } from './json-scan.ts';
import { createPrivacy } from './privacy.ts';
import { readEvent } from './read-event.ts';
import type { ReadOptions, Reading } from './read-event.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 9);
const CARD = '4111 1111 1111 1111';
const HIDDEN = /4111\s?1111\s?1111\s?1111/;

const options = (more: Partial<ReadOptions> = {}): ReadOptions => ({
	nowMs: NOW_MS,
	backfill: false,
	limits: { eventBytes: 262_144, depth: 32 },
	privacy: createPrivacy({
		masking: () => ALL_KINDS,
		isErased: ({ subject, data }) =>
			subject === 'erased-1' || ('customer' in data && data.customer === '[card *1111]'),
		generation: () => 7
	}),
	sources: null,
	territory: null,
	...more
});

const event = (more: object = {}) => ({
	specversion: '1.0',
	id: 'e1',
	source: '//tests',
	type: 'atalaya.interaction.message.v1',
	subject: 'i1',
	time: new Date(NOW_MS).toISOString(),
	data: { author: 'customer', text: 'Hola' },
	...more
});

function read(json: string | object, more: Partial<ReadOptions> = {}): Reading {
	const raw = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
	return readEvent(raw, scanJson(raw), options(more));
}

function accepted(reading: Reading) {
	if (!reading.ok) throw new Error(JSON.stringify(reading.refusal));
	return { json: reading.candidate.raw.toString(), event: reading.candidate.event, reading };
}

function refusal(reading: Reading) {
	if (reading.ok) throw new Error('it was accepted');
	return reading.refusal;
}

describe('what goes on to the disk', () => {
	test('is the very bytes that were sent when nothing has to change', () => {
		const json = `  ${JSON.stringify(event(), null, 2)}`;
		expect(accepted(read(json)).json).toBe(json);
	});

	test('has no card, neither in the bytes nor in the event', () => {
		const { json, event: parsed } = accepted(
			read(event({ data: { author: 'customer', text: `Es la ${CARD}` } }))
		);
		expect(json).not.toMatch(HIDDEN);
		expect(JSON.parse(json)).toMatchObject({ data: { text: 'Es la [card *1111]' } });
		expect(parsed.data).toEqual({ author: 'customer', text: 'Es la [card *1111]' });
	});

	test.each([
		['in escapes', '"\\u0034111 1111 1111 1111"'],
		['with other spaces', '"4111\\u00a01111\\u20091111\\u200b1111"']
	])('has none that was written %s', (_what, text) => {
		const json = JSON.stringify(event()).replace('"Hola"', text);
		expect(accepted(read(json)).json).toContain('[card *1111]');
	});

	test('[H9] has none in a name that comes twice, of which only the last value counts', () => {
		const twice = JSON.stringify(event()).replace('"text":', `"text":"${CARD}","text":`);
		const inside = JSON.stringify(event()).replace('"text":', `"x":{"a":"${CARD}","a":1},"text":`);
		const outside = JSON.stringify(event()).replace('{', `{"x":"${CARD}","x":"y",`);
		for (const json of [twice, inside, outside]) {
			expect(json).toMatch(HIDDEN);
			expect(accepted(read(json)).json).not.toMatch(HIDDEN);
		}
	});

	test('of an erased customer is the structure alone', () => {
		const {
			json,
			event: parsed,
			reading
		} = accepted(
			read(
				event({ subject: 'erased-1', data: { author: 'customer', text: 'Soy Juan', segment: 2 } })
			)
		);
		expect(reading).toMatchObject({ isErased: true });
		expect(json).not.toContain('Juan');
		expect(parsed.data).toEqual({ author: 'customer', segment: 2 });
	});

	test('of an erased customer is the structure alone, also when the customer is a card and known by its mark', () => {
		const type = 'atalaya.interaction.created.v1';
		const data = { channel: 'voice', customer: '4111111111111111', topic: 'Soy Juan' };
		const { json, event: parsed, reading } = accepted(read(event({ type, data })));
		expect(reading).toMatchObject({ isErased: true });
		expect(json).not.toContain('Juan');
		expect(parsed.data).toEqual({ channel: 'voice' });
	});

	test('remembers which list of erased customers it was judged by', () => {
		expect(read(event())).toMatchObject({ isErased: false, generation: 7 });
	});

	test('keeps its identity, so that a copy is a duplicate', () => {
		const key = (reading: Reading) => (reading.ok ? reading.candidate.key : '');
		const plain = read(event());
		const masked = read(event({ data: { author: 'customer', text: CARD } }));
		const erased = read(event({ subject: 'erased-1' }));
		expect(new Set([key(plain), key(masked), key(erased)]).size).toBe(1);
	});

	test('is refused when writing it anew makes it too large', () => {
		const numbers = Array.from({ length: 200 }, () => '1e20').join(',');
		const json = JSON.stringify(
			event({ data: { author: 'customer', text: CARD, list: ['here'] } })
		);
		const raw = json.replace('"here"', numbers);
		const limits = { eventBytes: raw.length, depth: 32 };
		expect(refusal(read(raw, { limits }))).toMatchObject({ code: 'event_too_large' });
	});
});

describe('a refusal', () => {
	test('of another source than the token may send names it, and comes after what is wrong with the event', () => {
		const sources = new Set(['//mine']);
		expect(refusal(read(event(), { sources }))).toMatchObject({
			id: 'e1',
			source: '//tests',
			code: 'source_not_allowed',
			field: '/source'
		});
		expect(accepted(read(event({ source: '//mine' }), { sources })).event.source).toBe('//mine');
	});

	test('of a queue or team outside the territory of the token names where it stands', () => {
		const territory = { queues: new Set(['mine']), teams: new Set(['ours']) };
		const sent = (name: string, data: object, subject = 'i1') =>
			read(event({ type: `atalaya.${name}.v1`, subject, data }), { territory });
		const queued = sent('interaction.queued', { queue: 'theirs' });
		expect(refusal(queued)).toMatchObject({
			id: 'e1',
			source: '//tests',
			code: 'team_not_allowed',
			field: '/data/queue'
		});
		const state = { state: 'break', team: 'ours', queues: ['mine', 'theirs'] };
		expect(refusal(sent('agent.state', state))).toMatchObject({ field: '/data/queues/1' });
		expect(refusal(sent('reference.queue', {}, 'theirs'))).toMatchObject({ field: '/subject' });
		expect(sent('interaction.queued', { queue: 'mine' }).ok).toBe(true);
		expect(read(event(), { territory }).ok).toBe(true);
	});

	test.each([
		['no JSON', `{"text":"${CARD}`],
		['garbage', `mi tarjeta ${CARD}`],
		['a wrong attribute', JSON.stringify(event({ specversion: CARD }))],
		['an id that is prose', JSON.stringify(event({ id: `${CARD}\n` }))],
		['a source that is prose', JSON.stringify(event({ source: `mail ${CARD}` }))],
		['a source that is a card', JSON.stringify(event({ source: '4111111111111111', time: 'now' }))],
		['a wrong extension', JSON.stringify({ ...event(), [`x ${CARD}`]: 'y' })],
		[
			'a wrong field',
			JSON.stringify(
				event({
					type: 'atalaya.interaction.created.v1',
					data: { channel: 'voice', labels: { [`tarjeta ${CARD}`]: 1 } }
				})
			)
		],
		['half a character', JSON.stringify(event({ id: CARD, data: { x: '\ud800' } }))]
	])('never repeats what was written: %s', (_what, json) => {
		expect(json).toMatch(HIDDEN);
		const said = refusal(read(json));
		expect(JSON.stringify(said)).not.toMatch(HIDDEN);
	});

	test('still says which event it was, and where the JSON breaks off', () => {
		expect(refusal(read(event({ time: 'now' })))).toMatchObject({ id: 'e1', source: '//tests' });
		expect(refusal(read('{"a":1,}')).message).toBe('not JSON from character 7 on');
	});
});
