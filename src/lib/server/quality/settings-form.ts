/** Reads the settings of quality from their form. */
import {
	LONGEST_RELEASE_HOURS,
	LONGEST_WINDOW_DAYS,
	MOST_OPEN_DISPUTES
} from '#lib/domain/quality/review-settings.ts';
import type { QualitySettings } from '#lib/domain/quality/review-settings.ts';
import { countField, flagField, textField } from '../form-fields.ts';

/** Least and most of each number. */
export const QUALITY_LIMITS = {
	releaseHours: [0, LONGEST_RELEASE_HOURS],
	disputeDays: [1, LONGEST_WINDOW_DAYS],
	reviewDays: [1, LONGEST_WINDOW_DAYS],
	mostOpenDisputes: [1, MOST_OPEN_DISPUTES]
} as const satisfies Partial<Record<keyof QualitySettings, readonly [number, number]>>;
export type QualityNumber = keyof typeof QUALITY_LIMITS;
export const QUALITY_NUMBERS = Object.keys(QUALITY_LIMITS) as QualityNumber[];

const LONGEST_SENT = 20;

export type ReadSettings =
	| { readonly settings: QualitySettings }
	| {
			readonly refused: readonly QualityNumber[];
			/** As it was typed. */
			readonly sent: Readonly<Record<QualityNumber, string>>;
	  };

function numberOf(form: FormData, name: QualityNumber): number | null {
	const [least, most] = QUALITY_LIMITS[name];
	const number = countField(form, name);
	return number === null || number < least || number > most ? null : number;
}

export function readQualitySettings(form: FormData): ReadSettings {
	const releaseHours = numberOf(form, 'releaseHours');
	const disputeDays = numberOf(form, 'disputeDays');
	const reviewDays = numberOf(form, 'reviewDays');
	const mostOpenDisputes = numberOf(form, 'mostOpenDisputes');
	if (
		releaseHours === null ||
		disputeDays === null ||
		reviewDays === null ||
		mostOpenDisputes === null
	) {
		const sent = (name: QualityNumber) => textField(form, name).slice(0, LONGEST_SENT);
		return {
			refused: QUALITY_NUMBERS.filter((name) => numberOf(form, name) === null),
			sent: {
				releaseHours: sent('releaseHours'),
				disputeDays: sent('disputeDays'),
				reviewDays: sent('reviewDays'),
				mostOpenDisputes: sent('mostOpenDisputes')
			}
		};
	}
	return {
		settings: {
			releasesByItself: flagField(form, 'releasesByItself'),
			releaseHours,
			disputeDays,
			reviewDays,
			mostOpenDisputes,
			showsEvaluator: flagField(form, 'showsEvaluator')
		}
	};
}
