/** Changes a setting of the installation together with its entry in the audit log. */
import type { Kysely } from 'kysely';
import type { Settings } from '#lib/domain/settings/settings.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { StoreSchema } from '../store/schema.ts';
import { readSettings, writeSetting } from '../store/settings.ts';

export interface SettingChange<N extends keyof Settings> {
	readonly name: N;
	readonly value: Settings[N];
	readonly actor: Actor;
}

export async function saveSetting<N extends keyof Settings>(
	database: Kysely<StoreSchema>,
	audit: AuditLog,
	{ name, value, actor }: SettingChange<N>
): Promise<void> {
	await database.transaction().execute(async (transaction) => {
		const { [name]: before } = await readSettings(transaction);
		await writeSetting(transaction, name, value);
		await audit.append(transaction, actor, {
			action: 'settings.changed',
			object: `settings:${name}`,
			before,
			after: value
		});
	});
}
