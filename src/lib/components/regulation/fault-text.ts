/** What is wrong with a field of regulation, in words. */
import type { RegulationFault } from '#lib/domain/regulation/settings-form.ts';
import {
	LONGEST_CODE,
	LONGEST_LABEL,
	LONGEST_TERM_DAYS,
	LONGEST_WORD,
	MOST_DAYS,
	MOST_REGIONS,
	MOST_TOPICS
} from '#lib/domain/regulation/settings.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

const TEXTS: Readonly<Record<RegulationFault['code'], (reader: Reader, text: string) => string>> = {
	topics: ({ t }) => t('regulation.fault.topics', { most: MOST_TOPICS, longest: LONGEST_WORD }),
	label: ({ t }) => t('regulation.fault.label', { most: LONGEST_LABEL }),
	term: ({ t }) => t('regulation.fault.term', { most: LONGEST_TERM_DAYS }),
	holiday: ({ t }, text) => t('regulation.fault.holiday', { text }),
	days: ({ t }) => t('regulation.fault.days', { most: MOST_DAYS }),
	code: ({ t }) => t('regulation.fault.code', { most: LONGEST_CODE }),
	twice: ({ t }, text) => t('regulation.fault.twice', { text }),
	zone: ({ t }, text) => t('regulation.fault.zone', { text }),
	regions: ({ t }) => t('regulation.fault.regions', { most: MOST_REGIONS })
};

/** Undefined when the field is as it should be. */
export function faultText(
	reader: Reader,
	faults: readonly RegulationFault[],
	field: RegulationFault['field'],
	region: number | null = null
): string | undefined {
	const fault = faults.find((one) => one.field === field && one.region === region);
	return fault && TEXTS[fault.code](reader, fault.text);
}
