/** `npm run admin-link`: a one-time link for whoever administers the installation and cannot get in. */
import { parseArgs } from 'node:util';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import type { Config } from '#lib/server/config.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { createSecondFactors } from '#lib/server/sign-in/second-factors.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { firstLink, firstLinkWords, identityOf, welcomeAddress } from '../first-link.ts';

const USAGE = `Prints a link that can be opened once, within 24 hours. The product may go on running.

  npm run admin-link                                      for the first administrator, while there is none
  npm run admin-link -- EMAIL                             for a new password of that person
  npm run admin-link -- EMAIL --without-second-factor     and the second factor is turned off: the phone is lost

Ends with 0 when a link was printed, 1 when that person cannot have one, 2 for a wrong command, 3 when it failed.`;

const EXIT = { ok: 0, refused: 1, usage: 2, failed: 3 } as const;

interface Options {
	readonly help: boolean;
	readonly email: string | null;
	readonly withoutSecondFactor: boolean;
}

class UsageError extends Error {
	override readonly name = 'UsageError';
}

function parse(args: string[]): Options {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				'without-second-factor': { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		});
		const [email = null, ...more] = positionals;
		const withoutSecondFactor = values['without-second-factor'];
		if (more.length > 0 || (withoutSecondFactor && email === null))
			throw new UsageError('name one e-mail');
		return { help: values.help, email, withoutSecondFactor };
	} catch (cause) {
		if (cause instanceof UsageError) throw cause;
		throw new UsageError(cause instanceof Error ? cause.message : 'wrong options');
	}
}

async function first(config: Config): Promise<number> {
	const link = await firstLink(config);
	if (link === null) {
		console.error('Somebody administers this installation already: name the e-mail of whom.');
		return EXIT.refused;
	}
	console.log(`${firstLinkWords(link)}\n`);
	return EXIT.ok;
}

async function forPerson(store: Store, config: Config, options: Options): Promise<number> {
	const { people, links, audit } = identityOf(store, config);
	const person = await people.findByEmail(options.email ?? '');
	const token = person && (await links.create('new-password', person.id, SYSTEM));
	if (!person || token === null) {
		console.error(
			person
				? 'That person is not active, or belongs to the demo centre.'
				: 'Nobody signs in with that e-mail.'
		);
		return EXIT.refused;
	}
	if (options.withoutSecondFactor) {
		const key = readStoreKey(config);
		const { database } = store;
		const factors = createSecondFactors({ database, audit, key, now: Date.now });
		await factors.remove(person.id, SYSTEM);
	}
	console.log(
		`\n  New password for ${person.name}: open this link once, within 24 hours\n  ${welcomeAddress(config, token)}\n`
	);
	return EXIT.ok;
}

async function run(): Promise<number> {
	const options = parse(process.argv.slice(2));
	if (options.help) {
		console.log(USAGE);
		return EXIT.ok;
	}
	const config = readConfig(process.env);
	if (options.email === null) return first(config);
	const store = await openStore(config);
	try {
		return await forPerson(store, config, options);
	} finally {
		await store.close();
	}
}

process.exitCode = await run().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	if (error instanceof UsageError) console.error(`\n${USAGE}`);
	return error instanceof UsageError || error instanceof ConfigError ? EXIT.usage : EXIT.failed;
});
