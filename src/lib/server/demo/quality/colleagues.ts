/** More people of the demo centre who judge contacts, beside those one can sign in as with one click. */
import type { Kysely } from 'kysely';
import { COMPANY } from '#lib/domain/access/team.ts';
import type { StoreSchema } from '../../store/schema.ts';
import type { DemoPerson } from '../demo-centre.ts';

export const COLLEAGUES: readonly DemoPerson[] = [
	{
		id: 'demo-quality-noelia',
		email: 'noelia.barreiro@brisalia.example',
		name: 'Noelia Barreiro',
		role: 'quality',
		teams: [COMPANY],
		agent: null
	},
	{
		id: 'demo-quality-tiago',
		email: 'tiago.meireles@brisalia.example',
		name: 'Tiago Meireles',
		role: 'quality',
		teams: [COMPANY],
		agent: null
	},
	{
		id: 'demo-supervisor-digital',
		email: 'eladio.pinilla@brisalia.example',
		name: 'Eladio Pinilla',
		role: 'supervisor',
		teams: ['demo-online'],
		agent: null
	}
];

export async function insertColleagues(
	database: Kysely<StoreSchema>,
	nowMs: number
): Promise<void> {
	await database.transaction().execute(async (transaction) => {
		for (const { id, email, name, role, agent, teams } of COLLEAGUES) {
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
			if (made.numInsertedOrUpdatedRows !== 1n) continue;
			await transaction
				.insertInto('person_teams')
				.values(teams.map((team) => ({ person: id, team })))
				.execute();
		}
	});
}
