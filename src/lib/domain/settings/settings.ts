/** What an administrator decides for the whole installation, with the values of a new one. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { DEFAULT_QUALITY_SETTINGS, QualitySettings } from '../quality/review-settings.ts';
import { DEFAULT_REGULATION_SETTINGS, RegulationSettings } from '../regulation/settings.ts';

export const MASKING_KINDS = ['card', 'iban', 'email', 'phone', 'documentId'] as const;
export type MaskingKind = (typeof MASKING_KINDS)[number];

/** Which personal data is masked in texts before they are written anywhere. */
export const MaskingSettings = Type.Object({
	card: Type.Boolean(),
	iban: Type.Boolean(),
	email: Type.Boolean(),
	phone: Type.Boolean(),
	documentId: Type.Boolean()
});
export type MaskingSettings = Static<typeof MaskingSettings>;

export const RETENTION_TABLES = ['texts', 'events', 'deadLetters', 'facts'] as const;
export type RetentionTable = (typeof RETENTION_TABLES)[number];

/** 100 years: longer than ClickHouse's DateTime reaches, so "for ever" is 0. */
const Days = Type.Integer({ minimum: 0, maximum: 36_500 });

/**
 * Days after which data is deleted; 0: never. `texts`: what was written and said (messages, transcripts, comments), since
 * it arrived; `events`: raw events, since they arrived; `facts`: states of contacts and agents, since the contact;
 * `deadLetters`: since they were given up. Sums by quarter of an hour hold nothing personal and are kept.
 */
export const RetentionSettings = Type.Object({
	texts: Days,
	events: Days,
	deadLetters: Days,
	facts: Days
});
export type RetentionSettings = Static<typeof RetentionSettings>;

export const LONGEST_REPEAT_DAYS = 90;

/** Days a customer must not come back for a contact to count as solved at once. All of the past is judged anew by it. */
export const FirstContactSettings = Type.Object({
	windowDays: Type.Integer({ minimum: 1, maximum: LONGEST_REPEAT_DAYS })
});
export type FirstContactSettings = Static<typeof FirstContactSettings>;

export const Settings = Type.Object({
	masking: MaskingSettings,
	retentionDays: RetentionSettings,
	firstContact: FirstContactSettings,
	quality: QualitySettings,
	regulation: RegulationSettings
});
export type Settings = Static<typeof Settings>;

export const DEFAULT_SETTINGS: Settings = {
	masking: { card: true, iban: true, email: true, phone: true, documentId: true },
	retentionDays: { texts: 90, events: 0, deadLetters: 90, facts: 0 },
	firstContact: { windowDays: 7 },
	quality: DEFAULT_QUALITY_SETTINGS,
	regulation: DEFAULT_REGULATION_SETTINGS
};
