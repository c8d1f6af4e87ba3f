/** The settings of regulation as they are typed: lists one a line, and what may be wrong with them. */
import { writeHoliday } from './holidays.ts';
import type { RegulationSettings } from './settings.ts';

export interface SentRegion {
	readonly code: string;
	readonly name: string;
	readonly zone: string;
	readonly days: string;
}

export interface SentRegulation {
	readonly complaintTopics: string;
	readonly undueChargeTopics: string;
	readonly regionLabel: string;
	readonly complaintDays: string;
	readonly undueChargeDays: string;
	readonly hasSpanishDays: boolean;
	readonly days: string;
	readonly regions: readonly SentRegion[];
}

export type RegulationFaultCode =
	'topics' | 'label' | 'term' | 'holiday' | 'days' | 'code' | 'twice' | 'zone' | 'regions';

export interface RegulationFault {
	readonly field: Exclude<keyof SentRegulation, 'hasSpanishDays'> | keyof SentRegion;
	/** Which region; null: none. */
	readonly region: number | null;
	readonly code: RegulationFaultCode;
	/** What cannot be read, as it was typed. */
	readonly text: string;
}

export const EMPTY_REGION: SentRegion = { code: '', name: '', zone: '', days: '' };

export function sentOf(settings: RegulationSettings): SentRegulation {
	const { complaintTopics, undueChargeTopics, days, regions } = settings;
	return {
		complaintTopics: complaintTopics.join('\n'),
		undueChargeTopics: undueChargeTopics.join('\n'),
		regionLabel: settings.regionLabel,
		complaintDays: String(settings.complaintDays),
		undueChargeDays: String(settings.undueChargeDays),
		hasSpanishDays: settings.hasSpanishDays,
		days: days.map(writeHoliday).join('\n'),
		regions: regions.map((region) => ({
			...region,
			days: region.days.map(writeHoliday).join('\n')
		}))
	};
}
