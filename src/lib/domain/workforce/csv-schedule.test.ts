import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsvSchedule } from './csv-schedule.ts';
import { MOST_ACTIVITIES } from './import-activity.ts';
import { readDate, readTime } from './import-clock.ts';
import { textOf } from './import-text.ts';

const MADRID = { zone: 'Europe/Madrid', fromDate: '2026-09-14', agent: null };
const read = (text: string, options: Partial<typeof MADRID> = {}) =>
	readCsvSchedule(text, { ...MADRID, ...options });
const iso = (ms: number | undefined) => new Date(ms ?? Number.NaN).toISOString();

describe('a table of schedules', () => {
	test('is read with Spanish headings, semicolons and a byte order mark', () => {
		const { activities, faults } = read(
			'\uFEFFAgente;Fecha;Inicio;Fin;Actividad\na01;14/09/2026;09:00;11:00;Turno\na01;14/09/2026;11:00;11:15;Descanso\n'
		);
		expect(faults).toEqual([]);
		expect(activities.map(({ line, agent, activity }) => [line, agent, activity])).toEqual([
			[2, ['a01'], 'on_queue'],
			[3, ['a01'], 'break']
		]);
		expect(iso(activities[0]?.startMs)).toBe('2026-09-14T07:00:00.000Z');
		expect(iso(activities[1]?.endMs)).toBe('2026-09-14T09:15:00.000Z');
	});

	test.each([
		['commas', 'agent,date,start,end,activity\na01,2026-09-14,9:00,10:00,Break'],
		['tabs', 'Agente\tData\tInício\tFim\tAtividade\na01\t14.09.2026\t9h00\t10h\tPausa'],
		[
			'a hint for Excel',
			'sep=;\r\nagent;date;start;end;activity\r\na01;46279;0,375;10:00 AM;Coffee'
		],
		[
			'dates within the times',
			'agent;start;end;type\na01;2026-09-14 09:00;2026-09-14T10:00;descanso'
		]
	])('is the same with %s', (_how, text) => {
		const { activities, faults } = read(text);
		expect(faults).toEqual([]);
		expect(activities).toHaveLength(1);
		expect(activities[0]).toMatchObject({
			activity: 'break',
			startMs: Date.parse('2026-09-14T07:00:00Z'),
			endMs: Date.parse('2026-09-14T08:00:00Z')
		});
	});

	test('an end before the start is on the day after, and zones of a line go before that of the centre', () => {
		const { activities } = read(
			'agent,date,start,end,activity,zone\na01,2026-09-14,22:00,06:00,Shift,America/Mexico_City'
		);
		expect(iso(activities[0]?.startMs)).toBe('2026-09-15T04:00:00.000Z');
		expect(iso(activities[0]?.endMs)).toBe('2026-09-15T12:00:00.000Z');
	});

	test('hours are those of the clock where it changes within the shift', () => {
		const hours = (date: string) => {
			const { activities } = read(`agent,date,start,end,activity\na01,${date},00:00,08:00,Shift`, {
				fromDate: date
			});
			return ((activities[0]?.endMs ?? 0) - (activities[0]?.startMs ?? 0)) / 3_600_000;
		};
		expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([8, 7, 9]);
	});

	test('what is wrong is a fault with its line, and the rest is taken', () => {
		const { activities, faults } = read(
			[
				'agent,date,start,end,activity,zone',
				'a01,2026-09-14,09:00,17:00,Turno,',
				',2026-09-14,09:00,17:00,Turno,',
				'a02,2026-02-30,09:00,17:00,Turno,',
				'a02,2026-09-14,25:00,17:00,Turno,',
				'a02,2026-09-14,09:00,17:00,Zumba,',
				'a02,2026-09-14,09:00,17:00,Turno,Mars/Base',
				'a02,2062-09-14,09:00,17:00,Turno,'
			].join('\n')
		);
		expect(activities).toHaveLength(1);
		expect(faults).toEqual([
			{ line: 3, code: 'agent-missing', text: '' },
			{ line: 4, code: 'date', text: '2026-02-30' },
			{ line: 5, code: 'time', text: '25:00' },
			{ line: 6, code: 'activity', text: 'Zumba' },
			{ line: 7, code: 'zone', text: 'Mars/Base' },
			{ line: 8, code: 'far-away', text: '2062-09-14' }
		]);
	});

	test('a heading that is missing is said, unless the agent is chosen for the whole file', () => {
		const text = 'date,start,end,activity\n2026-09-14,09:00,17:00,Turno';
		expect(read(text).faults).toEqual([{ line: null, code: 'header', text: 'agent' }]);
		const { activities } = readCsvSchedule(text, { ...MADRID, agent: 'a07' });
		expect(activities[0]?.agent).toEqual(['a07']);
	});

	test('an open quote, too many lines and an empty table are faults of the file', () => {
		expect(read('agent,start,end,activity').faults).toMatchObject([{ code: 'empty' }]);
		const open = `agent,start,end,activity\n"a01,${'x'.repeat(10_000)}`;
		expect(read(open).faults).toMatchObject([{ line: null, code: 'table' }]);
		const many = `agent,date,start,end,activity\n${'a,2026-09-14,9:00,10:00,cola\n'.repeat(MOST_ACTIVITIES + 1)}`;
		expect(read(many).faults).toMatchObject([{ line: null, code: 'too-many' }]);
	});

	test('any text gives activities and faults, and throws nothing', () => {
		const cell = fc.oneof(
			fc.string({ maxLength: 20 }),
			fc.constantFrom('a01', '2026-09-14', '09:00', '46279', '0.5', '"', ';', '=1+1', 'Descanso')
		);
		const table = fc
			.array(
				fc.array(cell, { maxLength: 8 }).map((cells) => cells.join(',')),
				{ maxLength: 20 }
			)
			.map((lines) => ['agent,date,start,end,activity,zone', ...lines].join('\n'));
		fc.assert(
			fc.property(fc.oneof(table, fc.string({ maxLength: 300 })), (text) => {
				const { activities, faults } = read(text);
				for (const { startMs, endMs } of activities) expect(endMs).toBeGreaterThan(startMs);
				for (const { text: shown } of faults) expect(shown.length).toBeLessThanOrEqual(121);
			}),
			{ numRuns: 300 }
		);
	});
});

describe('cells', () => {
	test.each([
		['2026-09-14', '2026-09-14'],
		['4/9/2026', '2026-09-04'],
		['20260914', '2026-09-14'],
		['46279', '2026-09-14'],
		['31/02/2026', null],
		['2026-13-01', null],
		['mañana', null]
	])('%s as a date is %s', (text, date) => {
		expect(readDate(text)).toBe(date);
	});

	test.each([
		['9:00', 32_400],
		['09:00:30', 32_430],
		['9.30', 34_200],
		['9h', 32_400],
		['9h30', 34_200],
		['12:00 AM', 0],
		['12 p.m.', 43_200],
		['11:30 PM', 84_600],
		['24:00', 86_400],
		['0.375', 32_400],
		['0,75', 64_800],
		['24:01', null],
		['9', null],
		['13:00 PM', null],
		['9:60', null]
	])('%s as a time is %s seconds', (text, seconds) => {
		expect(readTime(text)).toBe(seconds);
	});

	test('files of old spreadsheets are read in their code page', () => {
		expect(textOf(Uint8Array.from([0x46, 0x6f, 0x72, 0xf3]))).toBe('Foró');
		expect(textOf(Uint8Array.from([0xff, 0xfe, 0xf3, 0x00]))).toBe('ó');
		expect(textOf(new TextEncoder().encode('\uFEFFFormación'))).toBe('Formación');
	});
});
