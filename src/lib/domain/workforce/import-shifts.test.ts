import { describe, expect, test } from 'vitest';
import type { ImportFault, ImportedActivity } from './import-activity.ts';
import { resolveAgents } from './import-agents.ts';
import { readScheduleFile } from './import-file.ts';
import { planImport } from './import-plan.ts';
import type { KnownShift, ShiftChange } from './import-plan.ts';
import { shiftsOf } from './import-shifts.ts';
import type { ScheduledActivity } from './import-activity.ts';

const ZONE = 'Europe/Madrid';
const at = (text: string) => Date.parse(`2026-09-${text}:00+02:00`);

let lines = 0;
const line = (
	activity: ScheduledActivity,
	start: string,
	end: string,
	more: Partial<ImportedActivity> = {}
): ImportedActivity => ({
	line: (lines += 1),
	agent: ['a01'],
	activity,
	startMs: at(start),
	endMs: at(end),
	isAllDay: false,
	isCancelled: false,
	sequence: 0,
	...more
});

const shifts = (...list: readonly ImportedActivity[]) => {
	const faults: ImportFault[] = [];
	const found = shiftsOf('a01', list, ZONE, faults).map(({ date, activities }) => ({
		date,
		parts: activities.map(
			({ activity, startMs, endMs }) =>
				`${activity} ${new Date(startMs + 7_200_000).toISOString().slice(8, 16)}-${new Date(endMs + 7_200_000).toISOString().slice(11, 16)}`
		)
	}));
	return { found, faults };
};

describe('shifts of a file', () => {
	test('pauses lie over the work around them, and contiguous activities are one shift', () => {
		const { found, faults } = shifts(
			line('on_queue', '14T09:00', '14T17:00'),
			line('meal', '14T13:00', '14T13:30'),
			line('break', '14T11:00', '14T11:15')
		);
		expect(faults).toEqual([]);
		expect(found).toEqual([
			{
				date: '2026-09-14',
				parts: [
					'on_queue 14T09:00-11:00',
					'break 14T11:00-11:15',
					'on_queue 14T11:15-13:00',
					'meal 14T13:00-13:30',
					'on_queue 14T13:30-17:00'
				]
			}
		]);
	});

	test('a shift over midnight is one, on the day it begins; after a gap another begins', () => {
		const { found } = shifts(
			line('on_queue', '14T22:00', '15T06:00'),
			line('on_queue', '15T22:00', '16T02:00'),
			line('training', '16T02:00', '16T06:00'),
			line('on_queue', '16T09:00', '16T10:00')
		);
		expect(found.map(({ date, parts }) => [date, parts.length])).toEqual([
			['2026-09-14', 1],
			['2026-09-15', 2],
			['2026-09-16', 1]
		]);
	});

	test('what is contiguous for longer than anybody works is two shifts', () => {
		const { found } = shifts(
			line('on_queue', '14T16:00', '15T00:00'),
			line('on_queue', '15T00:00', '15T08:00')
		);
		expect(found.map(({ date }) => date)).toEqual(['2026-09-14', '2026-09-15']);
	});

	test('two activities of one time are a fault of the later, a pause without a shift is one too', () => {
		const first = line('meeting', '14T10:00', '14T11:00');
		const second = line('training', '14T10:30', '14T11:30');
		const alone = line('break', '15T02:00', '15T02:15');
		const { found, faults } = shifts(
			line('on_queue', '14T09:00', '14T17:00'),
			first,
			second,
			alone
		);
		expect(faults).toEqual([
			{ line: second.line, code: 'overlap', text: String(first.line) },
			{ line: alone.line, code: 'outside-shift', text: '' }
		]);
		expect(found[0]?.parts).toHaveLength(3);
	});

	test('a day off takes the hours of the shift of its day, or the day', () => {
		const day = (date: number) =>
			line('time_off', `${date}T00:00`, `${date + 1}T00:00`, { isAllDay: true });
		const { found } = shifts(
			line('on_queue', '14T22:00', '15T06:00'),
			line('on_queue', '16T09:00', '16T17:00'),
			line('break', '16T11:00', '16T11:15'),
			day(15),
			day(16)
		);
		expect(found).toEqual([
			{ date: '2026-09-14', parts: ['on_queue 14T22:00-06:00'] },
			{ date: '2026-09-15', parts: ['time_off 15T06:00-00:00'] },
			{ date: '2026-09-16', parts: ['time_off 16T09:00-17:00'] }
		]);
	});

	test('agents are found by id, e-mail and name, and others are a fault each line once', () => {
		const agents = [
			{ agent: 'a01', name: 'Lucía Andrade', email: 'lucia@example.org' },
			{ agent: 'a02', name: 'Ana Gil', email: '' },
			{ agent: 'a03', name: 'Ana Gil', email: '' }
		];
		const named = (...agent: string[]) => line('on_queue', '14T09:00', '14T10:00', { agent });
		const faults: ImportFault[] = [];
		const list = [
			named('a01'),
			named('LUCIA@example.org'),
			named('lucia andrade'),
			named('nobody@example.org', 'Lucía  Andrade'),
			named('Ana Gil'),
			named('z99')
		];
		const last = list.at(-1)!;
		expect(resolveAgents([...list, last], agents, faults).get('a01')).toHaveLength(4);
		expect(faults.map(({ code }) => code)).toEqual(['agent-several', 'agent-unknown']);
	});
});

describe('what an import changes', () => {
	const agents = [{ agent: 'a01', name: 'Lucía', email: '' }];
	const HEADING = 'agent,date,start,end,activity\n';
	const TWO = 'a01,2026-09-14,09:00,17:00,Turno\na01,2026-09-15,09:00,17:00,Turno\n';

	const plan = (text: string, known: readonly KnownShift[], mayRemove = true) => {
		const file = readScheduleFile(
			HEADING + text,
			{ zone: ZONE, fromDate: '2026-09-14', agent: null },
			agents
		);
		return planImport({ ...file, known, zone: ZONE, mayRemove });
	};
	/** The shifts there are after the changes, as the database would answer. */
	const after = (changes: readonly ShiftChange[], before: readonly KnownShift[] = []) => {
		const known = new Map(before.map((shift) => [shift.shift, shift]));
		for (const { agent, shift, revision, activities } of changes)
			known.set(shift, { agent, shift, revision, activities });
		return [...known.values()];
	};
	const kinds = (changes: readonly ShiftChange[]) =>
		changes.map(({ kind, date, revision }) => [kind, date.slice(8), revision]);

	test('the same file again changes nothing, an edited one is a higher revision of the same shift', () => {
		const first = plan(TWO, []);
		expect(kinds(first)).toEqual([
			['added', '14', 1],
			['added', '15', 1]
		]);
		expect(plan(TWO, []).map(({ shift }) => shift)).toEqual(first.map(({ shift }) => shift));
		const known = after(first);
		expect(plan(TWO, known).every(({ kind }) => kind === 'unchanged')).toBe(true);
		const edited = plan(TWO.replace('09:00,17:00', '10:00,18:00'), known);
		expect(kinds(edited)).toEqual([
			['changed', '14', 2],
			['unchanged', '15', 1]
		]);
		expect(edited[0]?.shift).toBe(first[0]?.shift);
	});

	test('what the file covers and does not hold is withdrawn, only if that is wanted, and may come back', () => {
		const three = `${TWO}a01,2026-09-16,09:00,17:00,Turno\n`;
		const known = after(plan(three, []));
		const gap = three.replace(/^.*09-15.*\n/m, '');
		expect(kinds(plan(gap, known))).toEqual([
			['unchanged', '14', 1],
			['removed', '15', 2],
			['unchanged', '16', 1]
		]);
		expect(plan(gap, known, false).some(({ kind }) => kind === 'removed')).toBe(false);
		// The last day is not covered by a file that ends before it.
		expect(plan(TWO, known).some(({ kind }) => kind === 'removed')).toBe(false);
		const less = after(plan(gap, known), known);
		expect(kinds(plan(three, less))).toEqual([
			['unchanged', '14', 1],
			['added', '15', 3],
			['unchanged', '16', 1]
		]);
	});

	test('a shift that a producer planned keeps its id', () => {
		const theirs: KnownShift = {
			agent: 'a01',
			shift: 'wfm-77',
			revision: 5,
			activities: [{ activity: 'on_queue', startMs: at('14T08:00'), endMs: at('14T16:00') }]
		};
		expect(plan(TWO, [theirs])[0]).toMatchObject({ kind: 'changed', shift: 'wfm-77', revision: 6 });
	});

	test('a cancelled event withdraws what was planned', () => {
		const known = after(plan(TWO, []));
		const cancelled = [
			'BEGIN:VCALENDAR',
			'BEGIN:VEVENT',
			'UID:1',
			'X-AGENT:a01',
			'STATUS:CANCELLED',
			'SUMMARY:Turno',
			'DTSTART:20260914T070000Z',
			'DURATION:PT8H',
			'END:VEVENT',
			'END:VCALENDAR'
		].join('\r\n');
		const options = { zone: ZONE, fromDate: '2026-09-14', agent: null };
		const file = readScheduleFile(cancelled, options, agents);
		const changes = planImport({ ...file, known, zone: ZONE, mayRemove: true });
		expect(kinds(changes)).toEqual([['removed', '14', 2]]);
	});
});
