/** Settings of the installation in the operational store: one row each, defaults for what was never said. */
import type { Kysely } from 'kysely';
import { Value } from '@sinclair/typebox/value';
import { DEFAULT_SETTINGS, Settings } from '#lib/domain/settings/settings.ts';
import type { StoreSchema } from './schema.ts';

type Name = keyof Settings;
const NAMES = Object.keys(DEFAULT_SETTINGS) as Name[];
const rowName = (name: Name): string => `settings.${name}`;

/** A row that does not fit the schema counts as never said. */
function parse<N extends Name>(name: N, text: string | undefined): Settings[N] {
	const fallback = DEFAULT_SETTINGS[name];
	if (text === undefined) return fallback;
	try {
		const value: unknown = { ...fallback, ...(JSON.parse(text) as object) };
		return Value.Check(Settings.properties[name], value) ? (value as Settings[N]) : fallback;
	} catch {
		return fallback;
	}
}

export async function readSettings(database: Kysely<StoreSchema>): Promise<Settings> {
	const rows = await database
		.selectFrom('meta')
		.selectAll()
		.where('name', 'in', NAMES.map(rowName))
		.execute();
	const texts = new Map(rows.map(({ name, value }) => [name, value]));
	return {
		masking: parse('masking', texts.get(rowName('masking'))),
		retentionDays: parse('retentionDays', texts.get(rowName('retentionDays'))),
		firstContact: parse('firstContact', texts.get(rowName('firstContact'))),
		quality: parse('quality', texts.get(rowName('quality'))),
		regulation: parse('regulation', texts.get(rowName('regulation')))
	};
}

export async function writeSetting<N extends Name>(
	database: Kysely<StoreSchema>,
	name: N,
	value: Settings[N]
): Promise<void> {
	const text = JSON.stringify(Value.Parse(Settings.properties[name], value));
	await database
		.insertInto('meta')
		.values({ name: rowName(name), value: text })
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
		.execute();
}
