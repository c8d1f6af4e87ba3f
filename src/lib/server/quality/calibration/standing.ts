/** The standing agreement of evaluators: pairs of silent double scoring of the last ninety days. */
import type { Kysely } from 'kysely';
import { scopeKey } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { standingAgreement } from '#lib/domain/quality/calibration/standing.ts';
import type { Pair, StandingAgreement } from '#lib/domain/quality/calibration/standing.ts';
import type { FormContent, PublishedForm } from '#lib/domain/quality/form.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { inReach } from '../in-reach.ts';
import type { TeamOfAgent } from '../in-reach.ts';
import { revisionOfRow } from '../stored-evaluation.ts';
import type { StoredRevision } from '../stored-evaluation.ts';

export const STANDING_DAYS = 90;
const DAY_MS = 86_400_000;
/** So many resamples take a moment, and the figure moves with a few contacts a day. */
const REMEMBER_MS = 300_000;
const MOST_REMEMBERED = 50;

type Forms = { published(form: string, version: number): Promise<PublishedForm | null> };

export interface Standing {
	of(scope: RowScope, teams: TeamOfAgent): Promise<StandingAgreement>;
}

interface Found {
	readonly pairs: readonly {
		readonly id: string;
		readonly beside: string;
		readonly agent: string;
		readonly queue: string;
		readonly form: string;
		readonly version: number;
	}[];
	/** What both said before either could know: the first revisions. */
	readonly revisions: ReadonlyMap<string, StoredRevision>;
}

async function readPairs(database: Kysely<StoreSchema>, fromMs: number): Promise<Found> {
	const pairs = await database
		.selectFrom('evaluations as s')
		.innerJoin('evaluations as f', 'f.id', 's.beside')
		.select(['s.id as id', 'f.id as beside', 'f.agent as agent', 'f.queue as queue'])
		.select(['f.form as form', 'f.form_version as version'])
		.where('s.kind', '=', 'second')
		.where('s.submitted_at_ms', '>=', fromMs)
		.where('s.state', '!=', 'retracted')
		.where('f.state', '!=', 'retracted')
		.orderBy('s.id')
		.execute();
	const ids = new Set(pairs.flatMap(({ id, beside }) => [id, beside]));
	const rows = await database
		.selectFrom('evaluation_revisions as r')
		.innerJoin('evaluations as e', 'e.id', 'r.evaluation')
		.selectAll('r')
		.where('r.revision', '=', 1)
		.where((is) =>
			is.or([
				is('e.kind', '=', 'second'),
				is.exists(
					is.selectFrom('evaluations as b').select('b.id').whereRef('b.beside', '=', 'e.id')
				)
			])
		)
		.where('e.submitted_at_ms', '>=', fromMs - STANDING_DAYS * DAY_MS)
		.execute();
	const revisions = rows
		.filter(({ evaluation }) => ids.has(evaluation))
		.map((row) => [row.evaluation, revisionOfRow(row)] as const);
	return { pairs, revisions: new Map(revisions) };
}

async function pairsOf({ pairs, revisions }: Found, forms: Forms): Promise<Pair[]> {
	const contents = new Map<string, FormContent | null>();
	const found: Pair[] = [];
	for (const { id, beside, form, version } of pairs) {
		const key = `${form}:${version}`;
		if (!contents.has(key)) {
			const published = await forms.published(form, version);
			contents.set(key, published?.content ?? null);
		}
		const [content, first, second] = [contents.get(key), revisions.get(beside), revisions.get(id)];
		if (content && first && second) found.push({ form, content, first, second });
	}
	return found;
}

export function createStanding(
	database: Kysely<StoreSchema>,
	forms: Forms,
	now: () => number
): Standing {
	const known = new Map<string, { readonly atMs: number; readonly value: StandingAgreement }>();
	return {
		async of(scope, teams) {
			const key = scopeKey(scope);
			const remembered = known.get(key);
			if (remembered && now() - remembered.atMs < REMEMBER_MS) return remembered.value;
			const all = await readPairs(database, now() - STANDING_DAYS * DAY_MS);
			const pairs = all.pairs.filter((pair) => inReach(scope, pair, teams));
			const value = standingAgreement(await pairsOf({ ...all, pairs }, forms));
			const [oldest] = known.keys();
			if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
			known.set(key, { atMs: now(), value });
			return value;
		}
	};
}
