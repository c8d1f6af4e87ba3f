import { expect, test } from 'vitest';
import { readQualitySettings } from './settings-form.ts';

const SENT = { releaseHours: '48', disputeDays: '45', reviewDays: '3', mostOpenDisputes: '1' };

function formOf(fields: Record<string, string>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
}

test('the settings are read with boxes that are not ticked as no', () => {
	expect(readQualitySettings(formOf({ ...SENT, showsEvaluator: 'yes' }))).toEqual({
		settings: {
			...{ releasesByItself: false, releaseHours: 48, disputeDays: 45, reviewDays: 3 },
			...{ mostOpenDisputes: 1, showsEvaluator: true }
		}
	});
});

test.each([
	['disputeDays', '46'],
	['disputeDays', '0'],
	['reviewDays', 'x'],
	['mostOpenDisputes', '1.5'],
	['releaseHours', '1081']
])('%s of %s is refused and handed back as it was typed', (name, value) => {
	const read = readQualitySettings(formOf({ ...SENT, [name]: value }));
	expect(read).toMatchObject({ refused: [name], sent: { ...SENT, [name]: value } });
});
