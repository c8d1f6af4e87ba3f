/** Readings as the store keeps them. They are derived: whatever is missing is read again. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Kysely } from 'kysely';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { Reading } from '#lib/domain/scorecard/reading.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import type { StoreSchema } from '../store/schema.ts';

export interface StoredReading {
	/** Null: nothing was measured. */
	readonly reading: Reading | null;
	readonly basis: string;
	/** By the clock of the database of events. */
	readonly readAtMs: number;
}

export interface NewReading extends StoredReading {
	readonly source: string;
	readonly month: Month;
}

/** By sourceKey, then by month. */
export type StoredReadings = Map<string, Map<Month, StoredReading>>;

const check = TypeCompiler.Compile(Reading);
/** Rows of one statement; it has eight parameters a row. */
const ROWS = 500;

const isReading = (value: unknown): value is Reading | null => value === null || check.Check(value);

export async function loadReadings(
	database: Kysely<StoreSchema>,
	unit: Unit,
	{ sources, months }: { readonly sources: readonly string[]; readonly months: readonly Month[] }
): Promise<StoredReadings> {
	const found: StoredReadings = new Map();
	const [first, last] = [months[0], months.at(-1)];
	if (sources.length === 0 || first === undefined || last === undefined) return found;
	const rows = await database
		.selectFrom('scorecard_readings')
		.select(['source', 'month', 'reading', 'basis', 'read_at_ms'])
		.where('source', 'in', sources)
		.where('team', '=', unit.team)
		.where('agent', '=', unit.agent ?? '')
		.where('month', '>=', first)
		.where('month', '<=', last)
		.execute();
	for (const { source, month, reading: text, basis, read_at_ms } of rows) {
		const reading: unknown = text === null ? null : JSON.parse(text);
		if (!isReading(reading)) continue;
		const ofSource = found.get(source) ?? new Map<Month, StoredReading>();
		found.set(source, ofSource.set(month, { reading, basis, readAtMs: read_at_ms }));
	}
	return found;
}

/** Whether any of them became another one. */
export async function storeReadings(
	database: Kysely<StoreSchema>,
	unit: Unit,
	{ readings, nowMs }: { readonly readings: readonly NewReading[]; readonly nowMs: number }
): Promise<boolean> {
	const texts = readings.map((one) => ({
		...one,
		text: one.reading === null ? null : JSON.stringify(one.reading)
	}));
	const at = { team: unit.team, agent: unit.agent ?? '' };
	return database.transaction().execute(async (transaction) => {
		const known = new Map<string, string | null>();
		const months = readings.map(({ month }) => month).sort();
		for (const row of await transaction
			.selectFrom('scorecard_readings')
			.select(['source', 'month', 'reading'])
			.where('source', 'in', [...new Set(readings.map(({ source }) => source))])
			.where('team', '=', at.team)
			.where('agent', '=', at.agent)
			.where('month', '>=', months[0] ?? '')
			.where('month', '<=', months.at(-1) ?? '')
			.execute())
			known.set(`${row.month} ${row.source}`, row.reading);
		const isNews = ({ month, source, text }: (typeof texts)[number]): boolean =>
			known.get(`${month} ${source}`) !== text;
		for (let from = 0; from < texts.length; from += ROWS) {
			await transaction
				.insertInto('scorecard_readings')
				.values(
					texts.slice(from, from + ROWS).map((one) => ({
						...{ ...at, source: one.source, month: one.month },
						...{ reading: one.text, basis: one.basis },
						...{ read_at_ms: one.readAtMs, changed_at_ms: isNews(one) ? nowMs : 0 }
					}))
				)
				.onConflict((conflict) =>
					conflict.columns(['source', 'team', 'agent', 'month']).doUpdateSet((row) => ({
						reading: row.ref('excluded.reading'),
						basis: row.ref('excluded.basis'),
						read_at_ms: row.ref('excluded.read_at_ms'),
						changed_at_ms: row
							.case()
							.when('excluded.changed_at_ms', '=', 0)
							.then(row.ref('scorecard_readings.changed_at_ms'))
							.else(row.ref('excluded.changed_at_ms'))
							.end()
					}))
				)
				.execute();
		}
		return texts.some(isNews);
	});
}
