/** Who was erased, as keyed hashes: enough to know that somebody is not to come back, and no more. */
import { createHmac } from 'node:crypto';
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';
import type { Store } from './database.ts';

/** HMAC-SHA256 in hex, under the key of the installation (`readStoreKey`). */
export const subjectHash = (key: Buffer, { kind, id }: ErasableSubject): string =>
	createHmac('sha256', key).update(`${kind}\n${id}`).digest('hex');

/** Nobody has it; by its hash two processes tell whether they have the same key. */
export const KEY_MARK: ErasableSubject = { kind: 'customer', id: '' };

export interface ErasedSubjects {
	/** Remembers them; those that are known already keep their instant. Answers how many there are afterwards. */
	add(subjects: Iterable<ErasableSubject>): Promise<number>;
	/** Hashes that were added at or after an instant; all without one. */
	hashes(sinceMs?: number): Promise<string[]>;
	count(): Promise<number>;
}

/** SQLite and PostgreSQL take a limited number of parameters in a statement. */
const AT_ONCE = 300;

export function createErasedSubjects(
	{ database }: Pick<Store, 'database'>,
	key: Buffer,
	now: () => number
): ErasedSubjects {
	const count = async (): Promise<number> => {
		const { n } = await database
			.selectFrom('erased_subjects')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.executeTakeFirstOrThrow();
		return n;
	};
	return {
		count,
		async add(subjects) {
			const rows = [...subjects].map((subject) => ({
				subject_hash: subjectHash(key, subject),
				kind: subject.kind,
				erased_at_ms: now()
			}));
			for (let from = 0; from < rows.length; from += AT_ONCE) {
				await database
					.insertInto('erased_subjects')
					.values(rows.slice(from, from + AT_ONCE))
					.onConflict((conflict) => conflict.column('subject_hash').doNothing())
					.execute();
			}
			return count();
		},
		async hashes(sinceMs = 0) {
			const rows = await database
				.selectFrom('erased_subjects')
				.select('subject_hash')
				.where('erased_at_ms', '>=', sinceMs)
				.execute();
			return rows.map(({ subject_hash: hash }) => hash);
		}
	};
}
