/** `npm run audit:verify`: whether the audit log is as it was written. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyAudit } from '#lib/server/audit/verify.ts';
import type { ChainBreak, ChainPoint, ChainVerdict } from '#lib/server/audit/verify.ts';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import type { Config } from '#lib/server/config.ts';
import { readStoreKey, storeKeyFile } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import { startProgress } from '../progress.ts';

const USAGE = `Checks that no entry of the audit log was changed, removed or put in between. The product may go on running.

  npm run audit:verify                          from the first entry to the newest
  npm run audit:verify -- --since SEQ:HASH      and that the entry an earlier run printed is still there

Ends with 0 when the log is whole, 1 when it is not, 2 for a wrong command, 3 when it cannot be read.`;

const EXIT = { whole: 0, broken: 1, usage: 2, unreadable: 3 } as const;

class UsageError extends Error {
	override readonly name = 'UsageError';
}

function parsePoint(text: string | undefined): ChainPoint | null {
	if (text === undefined) return null;
	const [, seq, hash] = /^(\d{1,15}):([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
	if (seq === undefined || hash === undefined)
		throw new UsageError('--since takes what an earlier run printed, such as 120:ZkV…');
	return { seq: Number(seq), hash };
}

function parse(args: string[]): { help: boolean; since: ChainPoint | null } {
	try {
		const { values } = parseArgs({
			args,
			options: { since: { type: 'string' }, help: { type: 'boolean', default: false } }
		});
		return { help: values.help, since: parsePoint(values.since) };
	} catch (cause) {
		if (cause instanceof UsageError) throw cause;
		throw new UsageError(cause instanceof Error ? cause.message : 'wrong options');
	}
}

const WORDS: Record<ChainBreak, (seq: number) => string> = {
	changed: (seq) => `Entry ${seq} was CHANGED after it was written.`,
	missing: (seq) => `Entry ${seq} is MISSING; later ones are there.`,
	inserted: (seq) => `Entry ${seq} was INSERTED: the product did not write it here.`,
	cut: (seq) => `The log is CUT: entry ${seq} or what says which is the newest is gone.`
};

function tell(verdict: ChainVerdict): number {
	if (verdict.ok) {
		const { seq, hash } = verdict.head;
		if (seq === 0) {
			console.log('The audit log is empty.');
			return EXIT.whole;
		}
		console.log(`Whole: ${seq} entries. The newest is ${seq}:${hash}`);
		console.log(
			`Keep this line elsewhere: "npm run audit:verify -- --since ${seq}:${hash}" shows later that none of them was removed.`
		);
		return EXIT.whole;
	}
	console.error(WORDS[verdict.fault](verdict.seq));
	console.error(
		verdict.whole.seq === 0
			? 'No entry could be verified. When all of it seems changed, the key in STORE_KEY or store-key.json is not the one it was written with.'
			: `Entries 1 to ${verdict.whole.seq} are as they were written.`
	);
	return EXIT.broken;
}

/** Making a new key would make every entry look changed. */
function keyOf(config: Config): Buffer {
	if (config.storeKey === null && !existsSync(storeKeyFile(config.dataDir)))
		throw new Error(
			`There is no key: set STORE_KEY, or put back ${storeKeyFile(config.dataDir)} from a backup.`
		);
	return readStoreKey(config);
}

async function run(args: string[]): Promise<number> {
	const { help, since } = parse(args);
	if (help) {
		console.log(USAGE);
		return EXIT.whole;
	}
	const config = readConfig(process.env);
	const key = keyOf(config);
	const store = await openStore(config, { asItIs: true });
	const progress = startProgress('Audit log', process.stderr);
	try {
		const { database } = store;
		const onProgress = (done: number, of: number) => {
			progress.update(done / of, `entry ${done} of ${of}`);
		};
		const verdict = await verifyAudit(database, { key, onProgress });
		progress.done('read.');
		if (!verdict.ok || since === null) return tell(verdict);
		return tell(await verifyAudit(database, { key, from: since }));
	} finally {
		await store.close();
	}
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	if (error instanceof UsageError) console.error(`\n${USAGE}`);
	return error instanceof UsageError || error instanceof ConfigError ? EXIT.usage : EXIT.unreadable;
});
