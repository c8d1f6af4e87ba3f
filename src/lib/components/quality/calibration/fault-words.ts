/** What is wrong with a field of a new session, in words. */
import type { SessionFault } from '#lib/server/quality/calibration/session-form.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

export function faultText(
	reader: Reader,
	{ field, code }: SessionFault,
	longestDays: number
): string {
	if (code === 'number')
		return reader.t(
			field === 'evaluators'
				? 'calibration.fault.number.evaluators'
				: 'calibration.fault.number.contacts'
		);
	if (code === 'unknown')
		return reader.t(
			`calibration.fault.unknown.${field === 'team' || field === 'form' ? field : 'contacts'}`
		);
	if (code === 'tooWide') return reader.t('calibration.fault.tooWide', { n: longestDays });
	return reader.t(`calibration.fault.${code}`);
}
