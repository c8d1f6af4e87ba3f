/**
 * Writes what counts as a complaint and until when each must be resolved into the database, where the questions read it. A
 * change makes a whole new generation, which takes the place of the former with its last row.
 */
import { createHash } from 'node:crypto';
import type { RegulationSettings } from '#lib/domain/regulation/settings.ts';
import { folded, termDays } from '#lib/domain/regulation/terms.ts';
import type { TermDay, Years } from '#lib/domain/regulation/terms.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { commandOnShards } from '../clickhouse/on-shards.ts';
import { complaintRules, supersededTerms } from '../queries/complaint-rules.ts';

/** Complaints that came before have no term: the law is of 2025. */
const FIRST_YEAR = 2023;
/** Superseded generations stay this long for the questions that are still reading them. */
const KEEP_SUPERSEDED_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const MOST_LINES = 20_000;
/** Raised when the same settings are to give other terms. */
const TERMS_VERSION = 1;

export interface TermsOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	/** Of regions that name none. */
	readonly zone: string;
	readonly nowMs: number;
}

const instant = (ms: number): string => new Date(ms).toISOString();
const foldedAll = (words: readonly string[]): string[] => [...new Set(words.map(folded))];

function fingerprint(settings: RegulationSettings, years: Years, zone: string): string {
	const text = JSON.stringify([TERMS_VERSION, zone, years, settings]);
	return createHash('sha256').update(text).digest('hex');
}

async function writeTerms(
	{ clickhouse, tenant }: TermsOptions,
	terms: readonly TermDay[],
	generation: number
): Promise<void> {
	for (let from = 0; from < terms.length; from += MOST_LINES) {
		const lines = terms.slice(from, from + MOST_LINES).map((day) =>
			JSON.stringify({
				tenant,
				generation,
				region: day.region,
				day_from: instant(day.fromMs),
				due_at: instant(day.dueMs),
				undue_due_at: instant(day.undueDueMs),
				working_days: day.workingDays
			})
		);
		const token = `complaint-terms-${generation}-${from}`;
		await clickhouse.insert('complaint_terms', lines.join('\n'), { token });
	}
}

async function writeRules(
	{ clickhouse, tenant }: TermsOptions,
	settings: RegulationSettings,
	made: { readonly generation: number; readonly rules: string; readonly longestMs: number }
): Promise<void> {
	const row = {
		tenant,
		generation: made.generation,
		rules: made.rules,
		complaint_topics: foldedAll(settings.complaintTopics),
		undue_topics: foldedAll(settings.undueChargeTopics),
		region_label: folded(settings.regionLabel),
		regions: foldedAll(settings.regions.map(({ code }) => code)),
		longest_days: Math.ceil(made.longestMs / DAY_MS) + 1
	};
	const token = `complaint-rules-${made.generation}`;
	await clickhouse.insert('complaint_rules', JSON.stringify(row), { token });
}

/** True when there is a new generation. May be called at any time by any number of processes. */
export async function applyComplaintTerms(
	options: TermsOptions,
	settings: RegulationSettings
): Promise<boolean> {
	const { clickhouse, tenant, zone, nowMs } = options;
	const years = { from: FIRST_YEAR, to: new Date(nowMs).getUTCFullYear() + 1 };
	const rules = fingerprint(settings, years, zone);
	const [present] = await clickhouse.query('ingest', complaintRules, { tenant });
	if (present?.rules === rules) return false;
	const terms = termDays(settings, years, zone);
	// Rises with the clock, and where that was put back; the last digits keep two processes of a millisecond apart.
	const generation = Math.max(
		nowMs * 1000 + Math.floor(Math.random() * 1000),
		(present?.generation ?? 0) + 1
	);
	await writeTerms(options, terms, generation);
	const longestMs = terms.reduce(
		(longest, { fromMs, dueMs, undueDueMs }) =>
			Math.max(longest, dueMs - fromMs, undueDueMs - fromMs),
		0
	);
	await writeRules(options, settings, { generation, rules, longestMs });
	return true;
}

/** Deletes generations nobody reads any more. */
export async function forgetComplaintTerms(options: TermsOptions): Promise<void> {
	const { clickhouse, tenant, nowMs } = options;
	const [present] = await clickhouse.query('ingest', complaintRules, { tenant });
	if (!present || present.generation >= (nowMs - KEEP_SUPERSEDED_MS) * 1000) return;
	const params = { tenant, present: present.generation };
	const [found] = await clickhouse.query('ingest', supersededTerms, params);
	if (!found || found.rows === 0) return;
	await commandOnShards(
		clickhouse,
		'complaint-terms-forget',
		'DELETE FROM complaint_terms WHERE tenant = {tenant: String} AND generation < {present: UInt64}',
		params
	);
}
