/** Scorecards as the store keeps them. */
import { createHash } from 'node:crypto';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Kysely, Selectable } from 'kysely';
import { ScorecardContent } from '#lib/domain/scorecard/scorecard.ts';
import type { Scorecard, ScorecardVersion } from '#lib/domain/scorecard/scorecard.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { ScorecardVersionsTable, ScorecardsTable } from '../store/scorecard-schema.ts';

const check = TypeCompiler.Compile(ScorecardContent);
const byName = new Intl.Collator('es', { numeric: true });

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** The same content is always the same text, and has the same hash. */
export const textOfContent = (content: ScorecardContent): string => JSON.stringify(sorted(content));
export const hashOfContent = (text: string): string =>
	createHash('sha256').update(text).digest('hex');

/** Null: written by a version of the product this one cannot read. */
export function contentOfText(text: string): ScorecardContent | null {
	const value: unknown = JSON.parse(text);
	return check.Check(value) ? value : null;
}

function versionOfRow(row: Selectable<ScorecardVersionsTable>): ScorecardVersion | null {
	const content = contentOfText(row.content);
	if (content === null) return null;
	return {
		...{ scorecard: row.scorecard, version: row.version, validFrom: row.valid_from, content },
		...{ note: row.note, createdAtMs: row.created_at_ms, createdBy: row.created_by }
	};
}

/** Null: none of its versions can be read. */
function scorecardOf(
	{ id, team, archived_at_ms }: Selectable<ScorecardsTable>,
	rows: readonly Selectable<ScorecardVersionsTable>[]
): Scorecard | null {
	const versions = rows.map(versionOfRow).filter((version) => version !== null);
	return versions.length === 0 ? null : { id, team, isArchived: archived_at_ms !== null, versions };
}

export async function readScorecard(
	database: Kysely<StoreSchema>,
	id: string
): Promise<Scorecard | null> {
	const row = await database
		.selectFrom('scorecards')
		.selectAll()
		.where('id', '=', id)
		.executeTakeFirst();
	if (!row) return null;
	const versions = await database
		.selectFrom('scorecard_versions')
		.selectAll()
		.where('scorecard', '=', id)
		.orderBy('version')
		.execute();
	return scorecardOf(row, versions);
}

/** By the name of the newest version. */
export async function readScorecards(database: Kysely<StoreSchema>): Promise<Scorecard[]> {
	const [rows, versions] = await Promise.all([
		database.selectFrom('scorecards').selectAll().execute(),
		database.selectFrom('scorecard_versions').selectAll().orderBy('version').execute()
	]);
	const byId = new Map<string, typeof versions>();
	for (const version of versions) {
		const same = byId.get(version.scorecard);
		if (same) same.push(version);
		else byId.set(version.scorecard, [version]);
	}
	const nameOf = ({ versions: all }: Scorecard): string => all.at(-1)?.content.name ?? '';
	return rows
		.map((row) => scorecardOf(row, byId.get(row.id) ?? []))
		.filter((scorecard) => scorecard !== null)
		.sort((a, b) => byName.compare(nameOf(a), nameOf(b)) || byName.compare(a.id, b.id));
}
