/** Reads the settings of regulation from their form. */
import { isTimeZone } from '#lib/domain/metrics/interval.ts';
import { readHoliday } from '#lib/domain/regulation/holidays.ts';
import type { HolidayEntry } from '#lib/domain/regulation/holidays.ts';
import {
	LONGEST_CODE,
	LONGEST_LABEL,
	LONGEST_TERM_DAYS,
	LONGEST_WORD,
	MOST_DAYS,
	MOST_REGIONS,
	MOST_TOPICS
} from '#lib/domain/regulation/settings.ts';
import type { Region, RegulationSettings } from '#lib/domain/regulation/settings.ts';
import type {
	RegulationFault,
	RegulationFaultCode,
	SentRegion,
	SentRegulation
} from '#lib/domain/regulation/settings-form.ts';
import { folded } from '#lib/domain/regulation/terms.ts';
import { flagField, rawField, textField } from '../form-fields.ts';

const LONGEST_TEXT = 60_000;

const areaField = (form: FormData, name: string): string =>
	rawField(form, name).replaceAll('\r\n', '\n').slice(0, LONGEST_TEXT);

function sentRegions(form: FormData): SentRegion[] {
	const column = (name: string): string[] =>
		form
			.getAll(name)
			.map((value) =>
				typeof value === 'string'
					? value.replaceAll('\r\n', '\n').slice(0, LONGEST_TEXT).trim()
					: ''
			);
	const [names, zones, days] = ['regionName', 'regionZone', 'regionDays'].map(column);
	return column('regionCode')
		.map((code, index) => ({
			code,
			name: (names?.[index] ?? '').slice(0, LONGEST_LABEL),
			zone: zones?.[index] ?? '',
			days: days?.[index] ?? ''
		}))
		.filter(({ code, name, days: typed }) => code !== '' || name !== '' || typed !== '');
}

export const readSentRegulation = (form: FormData): SentRegulation => ({
	complaintTopics: areaField(form, 'complaintTopics'),
	undueChargeTopics: areaField(form, 'undueChargeTopics'),
	regionLabel: textField(form, 'regionLabel'),
	complaintDays: textField(form, 'complaintDays').slice(0, 20),
	undueChargeDays: textField(form, 'undueChargeDays').slice(0, 20),
	hasSpanishDays: flagField(form, 'hasSpanishDays'),
	days: areaField(form, 'days'),
	regions: sentRegions(form)
});

const linesOf = (text: string): string[] =>
	text
		.split('\n')
		.map((line) => line.normalize('NFC').replace(/\s+/gu, ' ').trim())
		.filter((line) => line !== '');

/** Reads one form and gathers what is wrong with it. */
class Reading {
	readonly faults: RegulationFault[] = [];
	#region: number | null = null;

	#tell(field: RegulationFault['field'], code: RegulationFaultCode, text = ''): void {
		this.faults.push({ field, region: this.#region, code, text: text.slice(0, LONGEST_LABEL) });
	}

	topics(field: 'complaintTopics' | 'undueChargeTopics', text: string): string[] {
		const topics = [...new Map(linesOf(text).map((line) => [folded(line), line])).values()];
		const long = topics.find((topic) => topic.length > LONGEST_WORD);
		if (topics.length > MOST_TOPICS || long !== undefined) this.#tell(field, 'topics', long);
		return topics;
	}

	term(field: 'complaintDays' | 'undueChargeDays', text: string): number {
		const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
		if (days < 1 || days > LONGEST_TERM_DAYS) this.#tell(field, 'term', text);
		return days;
	}

	label(text: string): string {
		if (text === '' || text.length > LONGEST_LABEL) this.#tell('regionLabel', 'label', text);
		return text;
	}

	days(text: string): HolidayEntry[] {
		const lines = linesOf(text);
		const read = lines.map(readHoliday);
		const wrong = lines[read.indexOf(null)];
		if (wrong !== undefined) this.#tell('days', 'holiday', wrong);
		if (lines.length > MOST_DAYS) this.#tell('days', 'days');
		const known = read.filter((entry) => entry !== null);
		return [...new Map(known.map((entry) => [entry.day, entry])).values()];
	}

	regions(sent: readonly SentRegion[]): Region[] {
		if (sent.length > MOST_REGIONS) this.#tell('regions', 'regions');
		const seen = new Set<string>();
		const regions = sent.map((region, index) => {
			this.#region = index;
			const key = folded(region.code);
			if (key === '' || region.code.length > LONGEST_CODE) this.#tell('code', 'code', region.code);
			if (seen.has(key)) this.#tell('code', 'twice', region.code);
			seen.add(key);
			if (region.zone !== '' && !isTimeZone(region.zone)) this.#tell('zone', 'zone', region.zone);
			return { ...region, days: this.days(region.days) };
		});
		this.#region = null;
		return regions;
	}
}

export function draftRegulation(
	sent: SentRegulation
): { readonly settings: RegulationSettings } | { readonly faults: readonly RegulationFault[] } {
	const reading = new Reading();
	const settings: RegulationSettings = {
		complaintTopics: reading.topics('complaintTopics', sent.complaintTopics),
		undueChargeTopics: reading.topics('undueChargeTopics', sent.undueChargeTopics),
		regionLabel: reading.label(sent.regionLabel),
		complaintDays: reading.term('complaintDays', sent.complaintDays),
		undueChargeDays: reading.term('undueChargeDays', sent.undueChargeDays),
		hasSpanishDays: sent.hasSpanishDays,
		days: reading.days(sent.days),
		regions: reading.regions(sent.regions)
	};
	return reading.faults.length > 0 ? { faults: reading.faults } : { settings };
}
