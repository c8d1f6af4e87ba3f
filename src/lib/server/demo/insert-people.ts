/** More people of the demo centre, beside those one can sign in as with one click. */
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import type { DemoPerson } from './demo-centre.ts';

/** Those who are there already stay as they are. */
export async function insertColleagues(
	database: Kysely<StoreSchema>,
	people: readonly DemoPerson[],
	nowMs: number
): Promise<void> {
	await database.transaction().execute(async (transaction) => {
		for (const { id, email, name, role, agent, teams } of people) {
			const made = await transaction
				.insertInto('people')
				.values({
					...{ id, email, name, role, agent, is_active: 1, is_demo: 1 },
					...{ password_hash: null, password_changed_at_ms: null, totp_secret: null },
					...{ totp_confirmed_at_ms: null, totp_last_step: null },
					...{ oidc_issuer: null, oidc_subject: null },
					...{ created_at_ms: nowMs, updated_at_ms: nowMs }
				})
				.onConflict((conflict) => conflict.column('id').doNothing())
				.executeTakeFirst();
			if (made.numInsertedOrUpdatedRows !== 1n || teams.length === 0) continue;
			await transaction
				.insertInto('person_teams')
				.values(teams.map((team) => ({ person: id, team })))
				.execute();
		}
	});
}
