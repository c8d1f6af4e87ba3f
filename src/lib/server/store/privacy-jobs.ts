/** Erasures and exports: what was asked, and how far it is. */
import type { Selectable } from 'kysely';
import type { Store } from './database.ts';
import type { PrivacyJobsTable } from './schema.ts';

export const PRIVACY_JOB_KINDS = ['export', 'erasure'] as const;
export type PrivacyJobKind = (typeof PRIVACY_JOB_KINDS)[number];
export const PRIVACY_JOB_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type PrivacyJobState = (typeof PRIVACY_JOB_STATES)[number];

export interface StoredJob {
	readonly id: string;
	readonly kind: PrivacyJobKind;
	readonly state: PrivacyJobState;
	/** Sealed; empty once it is not needed any more. */
	readonly sealedSubject: string;
	readonly createdAtMs: number;
	readonly createdBy: string;
	readonly updatedAtMs: number;
	/** JSON. */
	readonly report: string;
}

export interface JobChange {
	readonly state?: PrivacyJobState;
	readonly sealedSubject?: string;
	readonly report?: string;
}

export interface PrivacyJobStore {
	add(job: Omit<StoredJob, 'createdAtMs' | 'updatedAtMs'>): Promise<void>;
	/** Newest first. */
	list(most: number): Promise<StoredJob[]>;
	find(id: string): Promise<StoredJob | null>;
	/** Erasures that wait or run, oldest first. */
	open(): Promise<StoredJob[]>;
	change(id: string, change: JobChange): Promise<void>;
}

const fromRow = (row: Selectable<PrivacyJobsTable>): StoredJob => ({
	id: row.id,
	kind: row.kind as PrivacyJobKind,
	state: row.state as PrivacyJobState,
	sealedSubject: row.subject,
	createdAtMs: row.created_at_ms,
	createdBy: row.created_by,
	updatedAtMs: row.updated_at_ms,
	report: row.report
});

export function createPrivacyJobStore(
	{ database }: Pick<Store, 'database'>,
	now: () => number
): PrivacyJobStore {
	const jobs = () => database.selectFrom('privacy_jobs').selectAll();
	return {
		async add({ id, kind, state, sealedSubject, createdBy, report }) {
			const nowMs = now();
			await database
				.insertInto('privacy_jobs')
				.values({
					id,
					kind,
					state,
					subject: sealedSubject,
					created_at_ms: nowMs,
					created_by: createdBy,
					updated_at_ms: nowMs,
					report
				})
				.execute();
		},
		async list(most) {
			const rows = await jobs()
				.orderBy('created_at_ms', 'desc')
				.orderBy('id')
				.limit(most)
				.execute();
			return rows.map(fromRow);
		},
		async find(id) {
			const row = await jobs().where('id', '=', id).executeTakeFirst();
			return row ? fromRow(row) : null;
		},
		async open() {
			const rows = await jobs()
				.where('kind', '=', 'erasure')
				.where('state', 'in', ['waiting', 'running'])
				.orderBy('created_at_ms')
				.orderBy('id')
				.execute();
			return rows.map(fromRow);
		},
		async change(id, { state, sealedSubject, report }) {
			await database
				.updateTable('privacy_jobs')
				.set({
					updated_at_ms: now(),
					...(state === undefined ? {} : { state }),
					...(sealedSubject === undefined ? {} : { subject: sealedSubject }),
					...(report === undefined ? {} : { report })
				})
				.where('id', '=', id)
				.execute();
		}
	};
}
