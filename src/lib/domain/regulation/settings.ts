/**
 * What the installation takes for a complaint, and the days within which one must be resolved. The numbers of a new
 * installation are those of the Spanish Ley 10/2025.
 */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { HolidayEntry } from './holidays.ts';
import { SPANISH_REGIONS } from './spanish-regions.ts';

export const MOST_TOPICS = 100;
export const MOST_REGIONS = 60;
export const MOST_DAYS = 400;
export const LONGEST_TERM_DAYS = 60;
export const LONGEST_WORD = 200;
export const LONGEST_LABEL = 100;
export const LONGEST_CODE = 60;

const Word = Type.String({ minLength: 1, maxLength: LONGEST_WORD });
const Term = Type.Integer({ minimum: 1, maximum: LONGEST_TERM_DAYS });

export const Region = Type.Object(
	{
		/** What the label of a contact says; case does not matter. */
		code: Type.String({ minLength: 1, maxLength: LONGEST_CODE }),
		name: Type.String({ maxLength: LONGEST_LABEL }),
		/** IANA; empty: the zone of the installation. */
		zone: Type.String({ maxLength: 64 }),
		days: Type.Array(HolidayEntry, { maxItems: MOST_DAYS })
	},
	{ additionalProperties: false }
);
export type Region = Static<typeof Region>;

export const RegulationSettings = Type.Object(
	{
		/** Topics of contacts that are complaints; case does not matter. */
		complaintTopics: Type.Array(Word, { maxItems: MOST_TOPICS }),
		/** Those of undue charges: complaints with the shorter term. */
		undueChargeTopics: Type.Array(Word, { maxItems: MOST_TOPICS }),
		/** Key of `labels` that names the region of the customer. */
		regionLabel: Type.String({ minLength: 1, maxLength: LONGEST_LABEL }),
		/** Working days after the day it came. */
		complaintDays: Term,
		undueChargeDays: Term,
		/** The days of the whole of Spain count as holidays, in every year. */
		hasSpanishDays: Type.Boolean(),
		/** Further days on which nobody is expected to answer, in all regions. */
		days: Type.Array(HolidayEntry, { maxItems: MOST_DAYS }),
		regions: Type.Array(Region, { maxItems: MOST_REGIONS })
	},
	{ additionalProperties: false }
);
export type RegulationSettings = Static<typeof RegulationSettings>;

export const DEFAULT_REGULATION_SETTINGS: RegulationSettings = {
	complaintTopics: ['Reclamación', 'Queja', 'Complaint', 'Reclamação'],
	undueChargeTopics: ['Cobro indebido', 'Cobro duplicado', 'Undue charge', 'Cobrança indevida'],
	regionLabel: 'region',
	complaintDays: 15,
	undueChargeDays: 5,
	hasSpanishDays: true,
	days: [],
	regions: [...SPANISH_REGIONS]
};
