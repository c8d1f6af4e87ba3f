/** A process that tries to sign in and to use a link many times at once; it prints how often it could. */
import { randomBytes } from 'node:crypto';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import { createAttemptStore } from '#lib/server/sign-in/attempts.ts';
import { PERSON_BACK_OFF } from '#lib/server/sign-in/back-off.ts';
import { createOneTimeLinks } from '#lib/server/sign-in/one-time-links.ts';
import { openStore } from '#lib/server/store/database.ts';

const AT_ONCE = 15;
const [, , dataDir = '', databaseUrl = '', token = '', number = ''] = process.argv;
const store = await openStore({ dataDir, databaseUrl: databaseUrl === '' ? null : databaseUrl });
const { database } = store;
// The clock of the test that made the link.
const now = () => 1_790_000_000_000;
const attempts = createAttemptStore(database, now);
const links = createOneTimeLinks(database, createAuditLog(database, randomBytes(32), now), now);
const all = Array.from({ length: AT_ONCE }, (_, n) => n);

const admissions = await Promise.all(
	all.map((n) =>
		attempts.admit([
			{ subject: `address:${number}-${n}`, backOff: PERSON_BACK_OFF },
			{ subject: 'person:rush', backOff: PERSON_BACK_OFF }
		])
	)
);
const uses = await Promise.all(
	all.map(() => database.transaction().execute((transaction) => links.use(transaction, token)))
);
await store.close();
process.stdout.write(
	JSON.stringify({
		admitted: admissions.filter(({ ok }) => ok).length,
		used: uses.filter((link) => link !== null).length
	})
);
