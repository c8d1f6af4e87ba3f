import { describe, expect, test } from 'vitest';
import { aroundMinutes, checkException, readException } from './exception-form.ts';

const ZONE = 'Europe/Madrid';
const at = (clock: string): number => Date.parse(`2026-09-14T${clock}+02:00`);

function check(fields: Record<string, string>) {
	const form = new FormData();
	const whole = {
		agent: 'a01',
		from: '2026-09-14T11:15',
		to: '2026-09-14T11:35',
		kind: 'approved',
		reason: ' médico ',
		...fields
	};
	for (const [name, value] of Object.entries(whole)) form.set(name, value);
	return checkException(readException(form), ZONE);
}

describe('a decision as the form sends it', () => {
	test('is read in the zone of the centre, or to the millisecond', () => {
		expect(check({})).toEqual({
			ok: true,
			draft: {
				agent: 'a01',
				fromMs: at('11:15:00'),
				toMs: at('11:35:00'),
				kind: 'approved',
				reason: 'médico'
			}
		});
		const exact = check({ from: String(at('11:15:07.123')), to: String(at('11:20:00')) });
		expect(exact).toMatchObject({ draft: { fromMs: at('11:15:07.123') } });
	});

	test.each([
		['no agent', { agent: '' }, ['agent']],
		['no date', { from: 'x' }, ['from']],
		['an end before the beginning', { to: '2026-09-14T11:15' }, ['to']],
		['more than a day', { to: '2026-09-15T11:16' }, ['to']],
		['no reason', { reason: ' \u0000 ' }, ['reason']],
		['another word', { kind: 'maybe' }, ['kind']]
	])('is refused with %s', (_why, fields, faults) => {
		expect(check(fields)).toEqual({ ok: false, faults });
	});

	test('a stretch is offered as the whole minutes around it', () => {
		const span = { fromMs: at('11:15:59.999'), toMs: at('11:35:00.001') };
		expect(aroundMinutes(span, ZONE)).toEqual({ from: '2026-09-14T11:15', to: '2026-09-14T11:36' });
	});
});
