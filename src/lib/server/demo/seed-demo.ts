/** Puts people and teams of the demo centre into a store that knows neither, so that nothing of an installation changes. */
import type { Transaction } from 'kysely';
import { COMPANY } from '#lib/domain/access/team.ts';
import { SYSTEM } from '../audit/audit-log.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Store } from '../store/database.ts';
import type { StoreSchema } from '../store/schema.ts';
import { DEMO_PEOPLE, DEMO_TEAMS } from './demo-centre.ts';
import { hasDemoPeople } from './has-demo-people.ts';

export interface SeedSources {
	readonly store: Store;
	readonly audit: AuditLog;
	readonly now: () => number;
}

/** Only while there is nothing but the company and nobody of the demo. True when it is there now. */
export function seedDemo({ store, audit, now }: SeedSources): Promise<boolean> {
	return store.database.transaction().execute(async (transaction) => {
		if (await hasDemoPeople(transaction)) return true;
		// Of two web processes at once the second waits here, and finds the first one's teams.
		const own = await insertTeams(transaction);
		if (!own) return hasDemoPeople(transaction);
		await insertPeople(transaction, now());
		await audit.append(transaction, SYSTEM, {
			action: 'demo.seeded',
			object: 'demo',
			before: null,
			after: {
				teams: DEMO_TEAMS.map(({ name }) => name),
				people: DEMO_PEOPLE.map(({ email, role }) => ({ email, role }))
			}
		});
		return true;
	});
}

/** False when the tree has more than the company. */
async function insertTeams(transaction: Transaction<StoreSchema>): Promise<boolean> {
	const others = await transaction
		.selectFrom('teams')
		.select('id')
		.where('id', '!=', COMPANY)
		.limit(1)
		.executeTakeFirst();
	if (others) return false;
	const inserted = await transaction
		.insertInto('teams')
		.values(
			DEMO_TEAMS.map(({ id, parent, kind, name }, position) => ({
				id,
				parent,
				kind,
				name,
				position
			}))
		)
		.onConflict((conflict) => conflict.column('id').doNothing())
		.returning('id')
		.execute();
	if (inserted.length < DEMO_TEAMS.length) return false;
	await transaction
		.insertInto('team_queues')
		.values(DEMO_TEAMS.flatMap(({ id, queues }) => queues.map((queue) => ({ team: id, queue }))))
		.execute();
	await transaction
		.insertInto('team_words')
		.values(DEMO_TEAMS.flatMap(({ id, words }) => words.map((word) => ({ team: id, word }))))
		.execute();
	return true;
}

async function insertPeople(transaction: Transaction<StoreSchema>, nowMs: number): Promise<void> {
	await transaction
		.insertInto('people')
		.values(
			DEMO_PEOPLE.map(({ id, email, name, role, agent }) => ({
				id,
				email,
				name,
				role,
				agent,
				is_active: 1,
				is_demo: 1,
				password_hash: null,
				password_changed_at_ms: null,
				totp_secret: null,
				totp_confirmed_at_ms: null,
				totp_last_step: null,
				oidc_issuer: null,
				oidc_subject: null,
				created_at_ms: nowMs,
				updated_at_ms: nowMs
			}))
		)
		.execute();
	await transaction
		.insertInto('person_teams')
		.values(DEMO_PEOPLE.flatMap(({ id, teams }) => teams.map((team) => ({ person: id, team }))))
		.execute();
}
