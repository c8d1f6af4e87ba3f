/** Watches the store of the configuration. */
import type { Logger } from 'pino';
import type { Config } from '#lib/server/config.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { createApiTokenStore } from '#lib/server/store/api-tokens.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createErasedSubjects, subjectHash } from '#lib/server/store/erased-subjects.ts';
import { readSettings } from '#lib/server/store/settings.ts';
import { readTeamNodes } from '#lib/server/store/teams.ts';
import { StoreLink } from './store-link.ts';
import { StoreWatch } from './store-watch.ts';
import type { StoreParts } from './store-watch.ts';

const EVERY_MS = 4000;
const GAP_MS = 250;
const PATIENCE_MS = 3000;

export interface WatchedStore {
	readonly link: StoreLink;
	readonly watch: StoreWatch;
	close(): Promise<void>;
}

export function watchStore(config: Config, log: Logger, clock: () => number): WatchedStore {
	const key = readStoreKey(config);
	const onError = (cause: unknown): void => {
		log.warn({ err: cause }, 'the store does not answer; what was read of it last holds');
	};
	const link = new StoreLink(() => openStore(config, { onLostConnection: onError }));
	const partsOf = (store: Store): StoreParts => ({
		tokens: createApiTokenStore(store, { now: clock, onError }),
		nodes: () => readTeamNodes(store.database),
		erased: createErasedSubjects(store, key, clock),
		masking: async () => (await readSettings(store.database)).masking
	});
	// Made once a store, so that each remembers what it has written.
	const made = new WeakMap<Store, StoreParts>();
	const parts = async (): Promise<StoreParts> => {
		const store = await link.current();
		const known = made.get(store) ?? partsOf(store);
		made.set(store, known);
		return known;
	};
	const watch = new StoreWatch({
		parts,
		hash: (subject) => subjectHash(key, subject),
		clock,
		everyMs: EVERY_MS,
		gapMs: GAP_MS,
		patienceMs: PATIENCE_MS,
		onError
	});
	const close = async (): Promise<void> => {
		watch.stop();
		await link.close();
	};
	return { link, watch, close };
}
