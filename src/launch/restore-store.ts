/** A backup of the operational store into the store of this installation, with the key it was made with. */
import { existsSync, renameSync } from 'node:fs';
import type { Config } from '#lib/server/config.ts';
import {
	readStoreKeyText,
	storeKeyFile,
	storeKeyOf,
	writeStoreKeyText
} from '#lib/server/secrets.ts';
import { readBackup } from '#lib/server/store/backup-file.ts';
import { openStore } from '#lib/server/store/database.ts';
import { restoreBackup } from '#lib/server/store/restore.ts';
import type { RestoreReport } from '#lib/server/store/restore.ts';
import { startProgress } from './progress.ts';

/** The key this installation has; null when it has none yet. One is not made here: it would fit nothing. */
const ownKey = (config: Config): string | null =>
	config.storeKey !== null || existsSync(storeKeyFile(config.dataDir))
		? readStoreKeyText(config)
		: null;

/** The key of the file goes with its data. Another one that is there is set aside, never lost. */
function putKey(config: Config, keyOfFile: string | null): string | null {
	if (keyOfFile === null || keyOfFile === ownKey(config)) return null;
	if (config.storeKey !== null)
		return 'STORE_KEY is not the key in the backup: set it to the one the backup was made with.';
	const file = storeKeyFile(config.dataDir);
	const aside = `${file}.before-restore-${Date.now()}`;
	const had = existsSync(file);
	if (had) renameSync(file, aside);
	writeStoreKeyText(config.dataDir, keyOfFile);
	return had ? `The key that was there is now ${aside}.` : null;
}

/** Throws BackupError or NotEmptyError; then the store is as it was. */
export async function restoreStore(
	config: Config,
	{ file, replace, signal }: { file: string; replace: boolean; signal: AbortSignal }
): Promise<{ readonly report: RestoreReport; readonly keyWords: string | null }> {
	// Before the store is opened: a file that is no good must not even make an empty one.
	const { storeKey } = await readBackup(file, { signal });
	const text = storeKey ?? ownKey(config);
	const store = await openStore(config, { asItIs: true });
	const progress = startProgress('Restore', process.stderr);
	try {
		const report = await restoreBackup(store, {
			file,
			replace,
			key: text === null ? null : storeKeyOf(text),
			now: Date.now,
			signal,
			onProgress: (done, of) => {
				progress.update(of === 0 ? 1 : done / of, `row ${done} of ${of}`);
			}
		});
		progress.done('done.');
		return { report, keyWords: putKey(config, storeKey) };
	} finally {
		await store.close();
	}
}
