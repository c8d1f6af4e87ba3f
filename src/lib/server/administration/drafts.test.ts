import { describe, expect, test } from 'vitest';
import type { QueueFault } from '#lib/domain/administration/queue-form.ts';
import { addressOf, filterOf, readAsked } from './audit-query.ts';
import { checkPerson, readSentPerson } from './person-draft.ts';
import { checkQueue, readSentQueue } from './queue-draft.ts';
import { asSent } from './queue-rows.ts';
import { checkTeam, readSentTeam } from './team-draft.ts';
import { checkToken, readSentToken } from './token-draft.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 8);
const DAY_MS = 86_400_000;

function form(fields: Readonly<Record<string, string | readonly string[]>>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields))
		for (const one of typeof value === 'string' ? [value] : value) data.append(name, one);
	return data;
}

describe('a person of a form', () => {
	const FIELDS = {
		name: '  Ana   Pérez ',
		email: ' Ana@Example.org ',
		role: 'quality',
		team: ['t1', 't2', 'not offered'],
		agent: ' a-7 ',
		isActive: 'on'
	};
	const read = (fields: object) => readSentPerson(form({ ...FIELDS, ...fields }), ['t1', 't2']);

	test('is read as it is meant, with the teams that were offered only', () => {
		expect(checkPerson(read({}))).toEqual({
			ok: true,
			draft: {
				name: 'Ana Pérez',
				email: 'ana@example.org',
				role: 'quality',
				teams: ['t1', 't2'],
				agent: 'a-7',
				isActive: true
			}
		});
	});

	test('a role nobody offered is the one with the least rights', () => {
		expect(read({ role: 'root' }).role).toBe('agent');
		expect(read({ role: '__proto__' }).role).toBe('agent');
	});

	test('fields that are not of the form change nothing', () => {
		expect(checkPerson(read({ id: 'other', isDemo: '1', password_hash: 'x' }))).toEqual(
			checkPerson(read({}))
		);
	});

	test.each([
		['email', { email: 'nobody' }],
		['email', { email: `${'a'.repeat(260)}@example.org` }],
		['name', { name: ' \u0000 ' }],
		['agent', { agent: 'a\u0007b' }],
		['agent', { agent: 'a'.repeat(201) }]
	])('what is wrong with %s is told', (fault, fields) => {
		expect(checkPerson(read(fields))).toEqual({ ok: false, fault });
	});
});

describe('a team of a form', () => {
	const KNOWN = {
		queues: [
			{ id: ' odd  id ', name: 'Odd' },
			{ id: 'q2', name: 'Two' }
		],
		words: ['Ventas'],
		isDatabaseAway: false
	};
	const FIELDS = {
		parent: 'company',
		kind: 'client',
		name: 'Hogar',
		queue: [' odd  id ', 'unknown'],
		word: ['Ventas', 'unknown'],
		otherWords: ' Noche \nVentas\n'
	};
	const check = (fields: object, options = {}) => {
		const data = form({ ...FIELDS, ...fields });
		return checkTeam(readSentTeam(data, KNOWN), data, options);
	};

	test('ids of queues stay exactly as events write them; words are added by line', () => {
		expect(check({})).toEqual({
			ok: true,
			draft: {
				parent: 'company',
				kind: 'client',
				name: 'Hogar',
				queues: [' odd  id '],
				words: ['Ventas', 'Noche']
			}
		});
	});

	test('only the company may be without a name', () => {
		expect(check({ name: ' ' })).toEqual({ ok: false, fault: 'name' });
		expect(check({ name: ' ' }, { mayBeNameless: true })).toMatchObject({ ok: true });
		expect(check({ name: 'x'.repeat(81) })).toEqual({ ok: false, fault: 'name' });
		expect(check({ otherWords: 'x'.repeat(201) })).toEqual({ ok: false, fault: 'words' });
	});
});

describe('a token of a form', () => {
	const FIELDS = {
		name: 'Exchange',
		scope: ['ingest', 'admin'],
		sources: '//exchange/madrid\n\n//exchange/sevilla\n',
		team: 'company',
		lifetime: '90'
	};
	const check = (fields: object) => {
		const data = form({ ...FIELDS, ...fields });
		return checkToken(readSentToken(data), data, { teams: ['company'], nowMs: NOW_MS });
	};

	test('has the scopes that exist, its sources by line, and an end', () => {
		expect(check({})).toEqual({
			ok: true,
			wanted: {
				name: 'Exchange',
				scopes: ['ingest'],
				sources: ['//exchange/madrid', '//exchange/sevilla'],
				team: 'company',
				expiresAtMs: NOW_MS + 90 * DAY_MS
			}
		});
		expect(check({ lifetime: 'never' })).toMatchObject({ wanted: { expiresAtMs: null } });
		// Something else than the list offers is the shortest, not for ever.
		expect(check({ lifetime: '9e9' })).toMatchObject({
			wanted: { expiresAtMs: NOW_MS + 30 * DAY_MS }
		});
	});

	test.each([
		['name', { name: '' }],
		['scopes', { scope: ['admin'] }],
		['sources', { sources: '//with space' }],
		['team', { team: 'elsewhere' }]
	])('what is wrong with %s is told', (fault, fields) => {
		expect(check(fields)).toEqual({ ok: false, fault });
	});
});

describe('a queue of a form', () => {
	const FIELDS = {
		name: 'Ventas',
		channel: 'voice',
		threshold: '30 s',
		shortAbandon: '5',
		formula: 'D',
		zone: 'Europe/Madrid',
		validFrom: 'now',
		moment: '2026-11-20T09:00',
		hasHours: 'yes',
		monday: '16-20:30, 9:00–14:00',
		sunday: '22-6',
		holidayDate: ['2026-12-25', '', '2026-12-06'],
		holidayName: ['Navidad', '', 'Constitución']
	};
	const check = (fields: object, sameMs: number | null = null) => {
		const data = form({ ...FIELDS, ...fields });
		return checkQueue(readSentQueue(data), data, { nowMs: NOW_MS, sameMs });
	};
	const faults = (fields: object): QueueFault[] => {
		const checked = check(fields);
		return checked.ok ? [] : [...checked.faults];
	};

	test('is read with its hours and holidays, and comes back to the form as it was meant', () => {
		const checked = check({});
		expect(checked).toMatchObject({
			ok: true,
			validFromMs: NOW_MS,
			version: {
				name: 'Ventas',
				thresholdMs: 30_000,
				shortAbandonMs: 5000,
				slFormula: 'D',
				hours: {
					monday: [
						{ from: '09:00', to: '14:00' },
						{ from: '16:00', to: '20:30' }
					],
					tuesday: [],
					sunday: [{ from: '22:00', to: '06:00' }]
				},
				holidays: [
					{ date: '2026-12-06', name: 'Constitución' },
					{ date: '2026-12-25', name: 'Navidad' }
				]
			}
		});
		if (!checked.ok) throw new Error('not read');
		expect(asSent(checked.version, { validFrom: 'now', nowMs: NOW_MS })).toMatchObject({
			threshold: '30 s',
			hasHours: true,
			days: { monday: '09:00–14:00, 16:00–20:30', tuesday: '' }
		});
	});

	test('without hours it is always, whatever stands in the fields of the days', () => {
		expect(check({ hasHours: 'no', monday: 'nonsense' })).toMatchObject({
			ok: true,
			version: { hours: null }
		});
	});

	test('it holds from now, from a moment in its own zone, from the beginning, or from where the version was', () => {
		expect(check({ validFrom: 'moment', moment: '2026-12-01T00:00' })).toMatchObject({
			validFromMs: Date.UTC(2026, 10, 30, 23)
		});
		expect(check({ validFrom: 'beginning', past: 'on' })).toMatchObject({ validFromMs: 0 });
		expect(check({ validFrom: 'same', past: 'on' }, 12_345)).toMatchObject({
			validFromMs: 12_345
		});
		expect(faults({ validFrom: 'same' })).toEqual([{ field: 'moment', code: 'moment' }]);
	});

	test('the past has to be said once more; what was now a moment ago is not the past', () => {
		const past = [{ field: 'past', code: 'past' }];
		expect(faults({ validFrom: 'beginning' })).toEqual(past);
		expect(faults({ validFrom: 'moment', moment: '2026-11-20T08:58' })).toEqual(past);
		expect(faults({ validFrom: 'moment', moment: '2026-11-20T08:59' })).toEqual([]);
	});

	test.each([
		['name', 'missing', { name: ' ' }],
		['channel', 'word', { channel: 'Voice Mail' }],
		['threshold', 'wait', { threshold: 'soon' }],
		['threshold', 'wait', { threshold: '31 d' }],
		['shortAbandon', 'wait', { shortAbandon: '-1' }],
		['zone', 'zone', { zone: 'Mars/Olympus' }],
		['moment', 'moment', { validFrom: 'moment', moment: '1999-12-31T00:00', past: 'on' }],
		['moment', 'moment', { validFrom: 'moment', moment: '2126-01-01T00:00' }],
		['moment', 'moment', { validFrom: 'moment', moment: '2026-02-30T00:00' }],
		['monday', 'unreadable', { monday: 'early' }],
		['monday', 'overlap', { monday: '9-14, 13-15' }],
		['sunday', 'overlap', { monday: '5-9' }],
		['holidays', 'holiday', { holidayDate: '2026-02-30', holidayName: 'x' }],
		['holidays', 'holiday', { holidayDate: '', holidayName: 'x' }]
	])('what is wrong with %s (%s) is told', (field, code, fields) => {
		expect(faults(fields)).toEqual([{ field, code }]);
	});

	test('everything that is wrong is told at once', () => {
		expect(faults({ name: '', threshold: '', monday: '?' }).map(({ field }) => field)).toEqual([
			'name',
			'threshold',
			'monday'
		]);
	});
});

describe('the part of the log an address asks for', () => {
	test('is read, and written again', () => {
		const asked = readAsked(new URLSearchParams('actor=a&action=b.c&object=queue:x&before=12'));
		expect(asked).toEqual({ actor: 'a', action: 'b.c', object: 'queue:x', before: 12 });
		expect(filterOf(asked)).toEqual({ actor: 'a', action: 'b.c', object: 'queue:x' });
		expect(addressOf('/log', asked, { before: '5' })).toBe(
			'/log?actor=a&action=b.c&object=queue%3Ax&before=5'
		);
	});

	test('what is not said, or is nonsense, narrows nothing', () => {
		const asked = readAsked(new URLSearchParams('before=-1&before=x&actor=%20'));
		expect(asked.before).toBeNull();
		expect(filterOf(asked)).toEqual({});
		expect(addressOf('/log', asked)).toBe('/log');
	});
});
