import { Value } from '@sinclair/typebox/value';
import { describe, expect, test } from 'vitest';
import {
	DEFAULT_REGULATION_SETTINGS,
	RegulationSettings
} from '#lib/domain/regulation/settings.ts';
import { sentOf } from '#lib/domain/regulation/settings-form.ts';
import type { SentRegulation } from '#lib/domain/regulation/settings-form.ts';
import { draftRegulation, readSentRegulation } from './settings-form.ts';

function formOf({ regions, hasSpanishDays, ...rest }: SentRegulation): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(rest)) form.set(name, value.replaceAll('\n', '\r\n'));
	if (hasSpanishDays) form.set('hasSpanishDays', 'yes');
	for (const region of regions) {
		form.append('regionCode', region.code);
		form.append('regionName', region.name);
		form.append('regionZone', region.zone);
		form.append('regionDays', region.days.replaceAll('\n', '\r\n'));
	}
	return form;
}
const usual = sentOf(DEFAULT_REGULATION_SETTINGS);
const draft = (change: Partial<SentRegulation>) =>
	draftRegulation(readSentRegulation(formOf({ ...usual, ...change })));
const faults = (change: Partial<SentRegulation>) => {
	const read = draft(change);
	return 'faults' in read
		? read.faults.map(({ field, region, code, text }) => [field, region, code, text])
		: [];
};
const region = { code: 'ES-MD', name: 'Madrid', zone: '', days: '' };

describe('the form of regulation', () => {
	test('what is shown and sent again unchanged stays as it was', () => {
		expect(Value.Check(RegulationSettings, DEFAULT_REGULATION_SETTINGS)).toBe(true);
		expect(draft({})).toEqual({ settings: DEFAULT_REGULATION_SETTINGS });
	});

	test('lists are one a line, each word and day once', () => {
		const read = draft({
			complaintTopics: ' Queja \n\nqueja\nHoja de reclamaciones',
			days: '05-02 Fiesta\n2/5 Dos de mayo\n2026-04-02'
		});
		expect(read).toMatchObject({
			settings: {
				complaintTopics: ['queja', 'Hoja de reclamaciones'],
				days: [
					{ day: '05-02', name: 'Dos de mayo' },
					{ day: '2026-04-02', name: '' }
				]
			}
		});
	});

	test('a region that was emptied is gone', () => {
		const regions = [region, { code: '', name: '', zone: 'Europe/Madrid', days: '' }];
		expect(draft({ regions })).toMatchObject({
			settings: { regions: [{ ...region, days: [] }] }
		});
	});

	test.each<[string, Partial<SentRegulation>, unknown[]]>([
		['a term of no days', { complaintDays: '0' }, ['complaintDays', null, 'term', '0']],
		['a term that is no number', { undueChargeDays: 'x' }, ['undueChargeDays', null, 'term', 'x']],
		['no label', { regionLabel: ' ' }, ['regionLabel', null, 'label', '']],
		['a day that is not', { days: '2026-02-30' }, ['days', null, 'holiday', '2026-02-30']],
		[
			'a day of a region that is not',
			{ regions: [region, { ...region, code: 'x', days: 'lunes' }] },
			['days', 1, 'holiday', 'lunes']
		],
		[
			'a region twice',
			{ regions: [region, { ...region, code: 'es-md' }] },
			['code', 1, 'twice', 'es-md']
		],
		['a region without a code', { regions: [{ ...region, code: '' }] }, ['code', 0, 'code', '']],
		['a zone that is not', { regions: [{ ...region, zone: 'Here' }] }, ['zone', 0, 'zone', 'Here']],
		[
			'a topic that is too long',
			{ complaintTopics: 'x'.repeat(201) },
			['complaintTopics', null, 'topics', 'x'.repeat(100)]
		]
	])('refuses %s and says which', (_what, change, fault) => {
		expect(faults(change)).toEqual([fault]);
	});
});
