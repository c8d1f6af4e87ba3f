import { describe, expect, test } from 'vitest';
import { readText } from '../../../tests/support/read-source.ts';
import { csvSource } from './csv-source.ts';
import type { Mapping } from './mapping.ts';
import { MappingError, readMapping } from './mapping.ts';

const madrid = { name: 'Europe/Madrid', nonexistent: 'reject', ambiguous: 'reject' } as const;
const simple: Mapping = {
	version: 1,
	source: '//test',
	zone: madrid,
	key: ['id'],
	events: [
		{
			type: 'interaction.created',
			at: { datetime: 'at', format: 'iso' },
			data: { channel: 'voice', topic: { column: 'topic' } }
		}
	]
};
const HEADER = 'id,at,topic\n';
const AT = '2026-05-01T10:00:00Z';

const read = (text: string | Buffer, changes: Partial<Mapping> = {}) =>
	readText(csvSource({ ...simple, ...changes }), text);
const topics = (events: readonly { data: object }[]) =>
	events.map(({ data }) => (data as { topic?: string }).topic);

describe('reading CSV', () => {
	test('quotes, doubled quotes, line feeds in fields, carriage returns and a byte order mark', async () => {
		const { events, failures } = await read(
			`\ufeff${HEADER}1,${AT},"a, ""b""\nc"\r\n2,${AT},3.5" disk\r\n3,${AT},"end"`
		);
		expect(failures).toEqual([]);
		expect(topics(events)).toEqual(['a, "b"\nc', '3.5" disk', 'end']);
	});

	test('[H14] semicolons, decimal commas, thousands and Latin-1', async () => {
		const { events } = await read(
			Buffer.from(`id;at;topic;amount\n1;${AT};Señal;1.234,5\n`, 'latin1'),
			{
				file: { delimiter: ';', encoding: 'latin1', decimal: ',', thousands: '.' },
				events: [
					{
						type: 'interaction.created',
						at: { datetime: 'at', format: 'iso' },
						data: {
							channel: 'voice',
							topic: { column: 'topic' },
							value: { column: 'amount', as: 'number' }
						}
					}
				]
			}
		);
		expect(events[0]?.data).toEqual({ channel: 'voice', topic: 'Señal', value: 1234.5 });
	});

	test('comments, lines before the header, and a file without a header', async () => {
		const named = { columns: ['id', 'at', 'topic'], header: false, skipLines: 1, comment: '#' };
		const { events, skips } = await read(`Export of today\n1,${AT},x\n# a remark,with,commas\n`, {
			file: named
		});
		expect(topics(events)).toEqual(['x']);
		expect(skips).toEqual({ comment: 1 });
	});

	test('[H14] formulas stay text', async () => {
		const { events } = await read(`${HEADER}1,${AT},"=cmd|' /C calc'!A0"\n`);
		expect(topics(events)).toEqual(["=cmd|' /C calc'!A0"]);
	});
});

describe('hostile CSV', () => {
	const good = `9,${AT},good\n`;

	test.each([
		['a quote that is never closed', `1,${AT},"x\n`, '2: a quoted field is not closed'],
		['text after a closing quote', `1,${AT},"x"y\n`, '2: text after the closing quote of a field'],
		[
			'a line of two MiB',
			`1,${AT},${'x'.repeat(2 * 1024 * 1024)}\n`,
			'2: line longer than 1048576 bytes'
		],
		['NUL', `1,${AT},x\0\n`, '2: control characters in a column'],
		['too few columns', `1,${AT}\n`, '2: 2 columns instead of 3'],
		['too many columns', `1,${AT},x,y\n`, '2: 4 columns instead of 3'],
		['a time that is none', '1,soon,x\n', '2: column at: "soon" is not of the form iso'],
		[
			'a date that is none',
			'1,2026-02-30T10:00:00Z,x\n',
			'2: column at: "2026-02-30T10:00:00Z" is not of the form iso'
		],
		['no key', `,${AT},x\n`, '2: the key columns are empty'],
		['no time', '1,,x\n', '2: interaction.created has no time']
	])('[H14] %s costs its own record and no other', async (_why, bad, failure) => {
		const { events, failures } = await readText(csvSource(simple), `${HEADER}${bad}${good}`, 4096);
		expect(failures).toEqual([failure]);
		expect(topics(events)).toEqual(['good']);
	});

	test('bytes that are not UTF-8 are told', async () => {
		const { events, failures } = await read(
			Buffer.concat([
				Buffer.from(`${HEADER}1,${AT},caf`),
				Buffer.from([0xe9]),
				Buffer.from(`\n${good}`)
			])
		);
		expect(failures[0]).toMatch(/^2: bytes that are not UTF-8/);
		expect(topics(events)).toEqual(['good']);
	});

	test('a stray quote that another one closes costs one record', async () => {
		const { events, failures } = await read(`${HEADER}1,${AT},"x\n2,${AT},"y"\n${good}`);
		expect(failures).toEqual(['2: text after the closing quote of a field']);
		expect(topics(events)).toEqual(['y', 'good']);
	});

	test('lines have their numbers after fields over several lines', async () => {
		const { failures } = await read(`${HEADER}1,${AT},"a\nb"\n2,never,x\n`);
		expect(failures[0]).toMatch(/^4: /);
	});

	test('[H14] a column of the mapping that is missing or there twice ends the import', async () => {
		await expect(read(`id,at\n`)).rejects.toThrow('the column "topic"; the file has id, at');
		await expect(read(`id,at,topic,topic\n`)).rejects.toThrow('which the file has twice');
	});

	test('UTF-16 ends the import', async () => {
		await expect(read(Buffer.from('\ufeffid,at,topic\n', 'utf16le'))).rejects.toThrow('UTF-16');
	});
});

describe('mapping', () => {
	test('faults are told together, and typing errors are faults', () => {
		const fault = (change: object) => () => readMapping(JSON.stringify({ ...simple, ...change }));
		expect(fault({ versoin: 1 })).toThrow(MappingError);
		expect(fault({ zone: { ...madrid, name: 'Europe/Atlantis' } })).toThrow(
			'not an IANA time zone'
		);
		expect(fault({ events: [...simple.events, ...simple.events] })).toThrow(
			'two are called interaction.created'
		);
		expect(() => readMapping('{')).toThrow('not JSON');
	});

	test('an unknown time or letter of a format ends the import', async () => {
		const at = (time: Mapping['events'][number]['at']) =>
			read(HEADER, { events: [{ type: 'interaction.ended', at: time, data: {} }] });
		await expect(at('later')).rejects.toThrow('the time "later"');
		await expect(at({ datetime: 'at', format: 'YYYY-MM-DD' })).rejects.toThrow(
			'stands for nothing'
		);
	});

	test('without a key the same row is the same event', async () => {
		const keyless = Object.fromEntries(
			Object.entries(simple).filter(([name]) => name !== 'key')
		) as Mapping;
		const { events } = await readText(
			csvSource(keyless),
			`${HEADER}1,${AT},x\n1,${AT},x\n1,${AT},y\n`
		);
		expect(new Set(events.map(({ id }) => id)).size).toBe(2);
	});

	test('keys that look alike when joined stay apart', async () => {
		const { events } = await read(`id,at,topic\na~,${AT},b\na,${AT},~b\n`, {
			key: ['id', 'topic']
		});
		expect(events.map(({ subject }) => subject)).toEqual(['a%7E~b', 'a~%7Eb']);
	});

	test('another centre: chats with local times, durations, lists and branches', async () => {
		const { events, failures } = await read(
			'id,start,wait,talk,agent,skills,end_by,score\n' +
				'7,01/05/2026 23:59,0:01:30,"2,5",ana,ventas|alta,cliente,5\n' +
				'8,02/05/2026 00:10,0:00:10,,,,cliente,\n',
			{
				file: { decimal: ',' },
				key: ['id'],
				times: {
					queued: { datetime: 'start', format: 'dd/MM/yyyy H:mm' },
					accepted: {
						if: { column: 'agent', empty: false },
						then: { from: 'queued', plus: { column: 'wait', unit: 'clock' } }
					},
					ended: { from: { first: ['accepted', 'queued'] }, plus: { column: 'talk', unit: 'min' } }
				},
				events: [
					{
						type: 'interaction.queued',
						at: 'queued',
						data: {
							queue: {
								first: [{ if: { column: 'skills', contains: 'ventas' }, then: 'sales' }, 'all']
							}
						}
					},
					{
						type: 'interaction.accepted',
						when: { known: 'accepted' },
						at: 'accepted',
						data: { agent: { template: 'chat/{agent}' } }
					},
					{
						type: 'interaction.ended',
						when: { known: 'ended' },
						at: 'ended',
						data: { by: { column: 'end_by', map: { cliente: 'customer' }, otherwise: 'system' } }
					},
					{
						type: 'survey.answered',
						when: { column: 'score', greaterThan: 0 },
						at: 'ended',
						data: {
							kind: 'csat',
							score: { column: 'score', as: 'integer' },
							tags: { column: 'skills', split: '|' },
							handledMs: { between: ['accepted', 'ended'] }
						}
					}
				]
			}
		);
		expect(failures).toEqual([]);
		expect(
			events.map(({ type, time, data }) => [type.slice(8, -3), time.slice(8, 19), data])
		).toEqual([
			['interaction.queued', '01T21:59:00', { queue: 'sales' }],
			['interaction.accepted', '01T22:00:30', { agent: 'chat/ana' }],
			['interaction.ended', '01T22:03:00', { by: 'customer' }],
			[
				'survey.answered',
				'01T22:03:00',
				{ kind: 'csat', score: 5, tags: ['ventas', 'alta'], handledMs: 150_000 }
			],
			['interaction.queued', '01T22:10:00', { queue: 'all' }]
		]);
	});
});

describe('local times', () => {
	const at = async (local: string, zone: Mapping['zone']) => {
		const run = await read(`${HEADER}1,${local},x\n`, { zone });
		return {
			time: run.events[0]?.time,
			notes: run.records[0]?.notes.length,
			failures: run.failures
		};
	};

	test('[T2] an hour that did not happen is refused, or read by the policy and remarked', async () => {
		const gap = '2026-03-29T02:30:00';
		expect((await at(gap, madrid)).failures).toEqual([
			'2: 2026-03-29T02:30:00 did not happen in Europe/Madrid'
		]);
		expect(await at(gap, { ...madrid, nonexistent: 'later' })).toEqual({
			time: '2026-03-29T01:30:00.000Z',
			notes: 1,
			failures: []
		});
		expect(await at(gap, { ...madrid, nonexistent: 'earlier' })).toEqual({
			time: '2026-03-29T00:30:00.000Z',
			notes: 1,
			failures: []
		});
	});

	test('[T2] an hour that happened twice is refused, or read by the policy and remarked', async () => {
		const fold = '2026-10-25T02:30:00';
		expect((await at(fold, madrid)).failures).toEqual([
			'2: 2026-10-25T02:30:00 happened twice in Europe/Madrid'
		]);
		expect(await at(fold, { ...madrid, ambiguous: 'earlier' })).toEqual({
			time: '2026-10-25T00:30:00.000Z',
			notes: 1,
			failures: []
		});
		expect(await at(fold, { ...madrid, ambiguous: 'later' })).toEqual({
			time: '2026-10-25T01:30:00.000Z',
			notes: 1,
			failures: []
		});
	});

	test('hours around a change and offsets in the text are taken as they are', async () => {
		expect((await at('2026-03-29T03:00:00', madrid)).time).toBe('2026-03-29T01:00:00.000Z');
		expect((await at('2026-10-25T03:00:00', madrid)).time).toBe('2026-10-25T02:00:00.000Z');
		expect((await at('2026-10-25T02:30:00+02:00', madrid)).time).toBe('2026-10-25T00:30:00.000Z');
	});

	test('a clock that starts again at midnight, one that counts past it, and one of twelve hours', async () => {
		const clock = (time: string, timeFormat: string) =>
			readText(
				csvSource({
					...simple,
					times: {
						start: { date: 'date', time: 'start' },
						end: { date: 'date', time: 'end', timeFormat, afterMidnight: 'next-day' }
					},
					events: [{ type: 'interaction.ended', at: 'end', data: {} }]
				}),
				`id,date,start,end\n1,2026-05-01,23:50:00,${time}\n`
			).then(({ events }) => events[0]?.time);
		expect(await clock('0:10:00', 'H:mm:ss')).toBe('2026-05-01T22:10:00.000Z');
		expect(await clock('24:10:00', 'H:mm:ss')).toBe('2026-05-01T22:10:00.000Z');
		expect(await clock('11:55 pm', 'h:mm a')).toBe('2026-05-01T21:55:00.000Z');
		expect(await clock('12:10 am', 'h:mm a')).toBe('2026-05-01T22:10:00.000Z');
	});
});
