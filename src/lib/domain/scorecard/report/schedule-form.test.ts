import { expect, test } from 'vitest';
import { checkSchedule, newSchedule, readChoices, sentOf } from './schedule-form.ts';

const units = ['company', 'north'];
const recipients = ['ana@centro.example', 'dirección@centro.example'];
const sent = { ...newSchedule('north', 'es'), recipients: recipients.join('\n') };

test('what is filled in well is a schedule, and comes back to the form as it was', () => {
	const checked = checkSchedule(sent, { units, recipients });
	expect(checked).toMatchObject({ ok: true, schedule: { every: 'month', day: 3, hour: 8 } });
	if (checked.ok) expect(sentOf(checked.schedule, 'north')).toEqual(sent);
	const weekly = checkSchedule({ ...sent, every: 'week', dayOfWeek: '5' }, { units, recipients });
	expect(weekly).toMatchObject({ ok: true, schedule: { every: 'week', day: 5 } });
});

test.each([
	['a unit out of reach', { unit: 'south' }, 'unit'],
	['a day that not every month has', { dayOfMonth: '31' }, 'day'],
	['no whole day', { dayOfMonth: '2.5' }, 'day'],
	['an hour after the day', { hour: '24' }, 'hour'],
	['no file', { files: [] }, 'files']
] as const)('%s is refused', (_why, change, fault) => {
	const checked = checkSchedule({ ...sent, ...change }, { units, recipients });
	expect(checked).toEqual({ ok: false, faults: [fault] });
});

test.each([
	[[]],
	[['nobody']],
	[['a@b.example, c@d.example']],
	[['a@b.example\r\nBcc: x@y.example']]
])('%j are no recipients', (addresses) => {
	const checked = checkSchedule(sent, { units, recipients: addresses });
	expect(checked).toEqual({ ok: false, faults: ['recipients'] });
});

test('what is no choice of the form is what is usual', () => {
	const read = readChoices(
		(name) => (name === 'hour' ? '7' : 'nonsense'),
		() => ['xlsx', 'exe']
	);
	expect(read).toMatchObject({ every: 'month', range: 'month', language: 'es', hour: '7' });
	expect(read.files).toEqual(['xlsx']);
});
