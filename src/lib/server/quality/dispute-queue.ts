/** The disputes somebody may see: what is open, what was decided, and how often that happens. */
import type { Kysely } from 'kysely';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { Dispute } from '#lib/domain/quality/dispute.ts';
import { disputeRates } from '#lib/domain/quality/dispute-rates.ts';
import type {
	DisputeRates,
	RatedDispute,
	ShownEvaluations
} from '#lib/domain/quality/dispute-rates.ts';
import { questionsOf } from '#lib/domain/quality/form.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import type { StoreSchema } from '../store/schema.ts';
import { whereInReach } from './in-reach.ts';
import type { TeamOfAgent } from './in-reach.ts';
import { disputeOfRow } from './stored-dispute.ts';
import { evaluationOfRow } from './stored-evaluation.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

export interface Seeing {
	readonly scope: RowScope;
	readonly teams: TeamOfAgent;
}

/** What was disputed of an evaluation at one time. */
export interface DisputeCase {
	readonly evaluation: StoredEvaluation;
	readonly openedAtMs: number;
	/** One a question. */
	readonly disputes: readonly Dispute[];
	/** Id of a person; null: nobody yet. */
	readonly reviewer: string | null;
	/** Null: it is open. */
	readonly decidedAtMs: number | null;
}

/** Of those that were decided: from here on down. */
export interface CasePosition {
	readonly decidedAtMs: number;
	readonly evaluation: string;
}

export interface DisputeQueue {
	/** The oldest first. */
	open(seeing: Seeing): Promise<DisputeCase[]>;
	/** The newest first. */
	decided(
		seeing: Seeing,
		page: { readonly before: CasePosition | null; readonly limit: number }
	): Promise<{ cases: DisputeCase[]; next: CasePosition | null }>;
	/** Of evaluations that were released from then on. */
	rates(seeing: Seeing, sinceMs: number): Promise<DisputeRates>;
}

const MOST_OPEN = 500;
/** Values a statement may have are limited. */
const AT_ONCE = 500;

function casesOf(
	evaluations: ReadonlyMap<string, StoredEvaluation>,
	disputes: readonly Dispute[]
): DisputeCase[] {
	const cases = new Map<string, Dispute[]>();
	for (const dispute of disputes) {
		const key = `${dispute.openedAtMs} ${dispute.evaluation}`;
		cases.set(key, [...(cases.get(key) ?? []), dispute]);
	}
	return [...cases.values()].flatMap((group) => {
		const [first] = group;
		const evaluation = first && evaluations.get(first.evaluation);
		if (!first || !evaluation) return [];
		const { openedAtMs, reviewer, decidedAtMs } = first;
		return [{ evaluation, openedAtMs, disputes: group, reviewer, decidedAtMs }];
	});
}

class SqlDisputeQueue implements DisputeQueue {
	readonly #database: Kysely<StoreSchema>;
	readonly #forms: { published(form: string, version: number): Promise<PublishedForm | null> };

	constructor(
		database: Kysely<StoreSchema>,
		forms: { published(form: string, version: number): Promise<PublishedForm | null> }
	) {
		this.#database = database;
		this.#forms = forms;
	}

	async open(seeing: Seeing): Promise<DisputeCase[]> {
		const rows = await this.#database
			.selectFrom('evaluation_disputes')
			.selectAll()
			.where('state', '=', 'open')
			.where('evaluation', 'in', this.#seen(seeing))
			.orderBy('opened_at_ms')
			.orderBy('evaluation')
			.orderBy('question')
			.limit(MOST_OPEN)
			.execute();
		const disputes = rows.map(disputeOfRow);
		return casesOf(await this.#evaluations(disputes), disputes);
	}

	async decided(
		seeing: Seeing,
		{ before, limit }: { before: CasePosition | null; limit: number }
	): Promise<{ cases: DisputeCase[]; next: CasePosition | null }> {
		let found = this.#database
			.selectFrom('evaluation_disputes')
			.select(['evaluation', 'decided_at_ms as decidedAtMs'])
			.distinct()
			.where('state', '!=', 'open')
			.where('evaluation', 'in', this.#seen(seeing));
		if (before !== null)
			found = found.where((is) =>
				is.or([
					is('decided_at_ms', '<', before.decidedAtMs),
					is.and([
						is('decided_at_ms', '=', before.decidedAtMs),
						is('evaluation', '>', before.evaluation)
					])
				])
			);
		const all = await found
			.orderBy('decided_at_ms', 'desc')
			.orderBy('evaluation')
			.limit(limit + 1)
			.execute();
		const page = all.slice(0, limit);
		const last = all.length > limit ? page.at(-1) : undefined;
		return {
			cases: await this.#decidedCases(page),
			next:
				last === undefined || last.decidedAtMs === null
					? null
					: { decidedAtMs: last.decidedAtMs, evaluation: last.evaluation }
		};
	}

	async rates(seeing: Seeing, sinceMs: number): Promise<DisputeRates> {
		const ofReleased = this.#database
			.selectFrom('evaluations')
			.where('kind', '=', 'standard')
			.where('state', '!=', 'retracted')
			.where('released_at_ms', '>=', sinceMs)
			.where(whereInReach(seeing.scope, seeing.teams));
		const [shown, disputes] = await Promise.all([
			ofReleased
				.select(({ fn }) => [
					'form',
					'form_version as version',
					'evaluator',
					fn.countAll<number>().as('count')
				])
				.groupBy(['form', 'form_version', 'evaluator'])
				.execute(),
			this.#database
				.selectFrom('evaluation_disputes as d')
				.innerJoin('evaluations as e', 'e.id', 'd.evaluation')
				.select(['d.evaluation', 'd.question', 'd.state', 'e.form', 'e.evaluator'])
				.where('d.evaluation', 'in', ofReleased.select('id'))
				.execute()
		]);
		const asks = await this.#asked(shown);
		return disputeRates(shown, disputes as RatedDispute[], asks);
	}

	#seen({ scope, teams }: Seeing) {
		return this.#database.selectFrom('evaluations').select('id').where(whereInReach(scope, teams));
	}

	async #asked(
		shown: readonly ShownEvaluations[]
	): Promise<(form: string, version: number, question: string) => boolean> {
		const asked = new Map<string, ReadonlySet<string>>();
		const keyOf = (form: string, version: number): string => `${version} ${form}`;
		for (const { form, version } of shown) {
			const key = keyOf(form, version);
			if (asked.has(key)) continue;
			const published = await this.#forms.published(form, version);
			const questions = published ? questionsOf(published.content) : [];
			asked.set(key, new Set(questions.map(({ question }) => question.id)));
		}
		return (form, version, question) => asked.get(keyOf(form, version))?.has(question) ?? false;
	}

	async #decidedCases(
		page: readonly { readonly evaluation: string; readonly decidedAtMs: number | null }[]
	): Promise<DisputeCase[]> {
		const ids = [...new Set(page.map(({ evaluation }) => evaluation))];
		if (ids.length === 0) return [];
		const rows = await this.#database
			.selectFrom('evaluation_disputes')
			.selectAll()
			.where('evaluation', 'in', ids)
			.where('state', '!=', 'open')
			.orderBy('question')
			.execute();
		const disputes = rows.map(disputeOfRow);
		const cases = casesOf(await this.#evaluations(disputes), disputes);
		return page.flatMap(({ evaluation, decidedAtMs }) =>
			cases.filter((one) => one.evaluation.id === evaluation && one.decidedAtMs === decidedAtMs)
		);
	}

	async #evaluations(disputes: readonly Dispute[]): Promise<Map<string, StoredEvaluation>> {
		const ids = [...new Set(disputes.map(({ evaluation }) => evaluation))];
		const found = new Map<string, StoredEvaluation>();
		for (let at = 0; at < ids.length; at += AT_ONCE) {
			const rows = await this.#database
				.selectFrom('evaluations')
				.selectAll()
				.where('id', 'in', ids.slice(at, at + AT_ONCE))
				.execute();
			for (const row of rows) found.set(row.id, evaluationOfRow(row));
		}
		return found;
	}
}

export const createDisputeQueue = (
	database: Kysely<StoreSchema>,
	forms: { published(form: string, version: number): Promise<PublishedForm | null> }
): DisputeQueue => new SqlDisputeQueue(database, forms);
