/** What the running product is given before the load: clients, boards of their own, people, rules of alerts. */
import { SESSION_COOKIE } from '#lib/server/access/cookies.ts';
import { createRuleStore } from '#lib/server/alerts/rules.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import type { BoardLayout, Tile } from '#lib/domain/boards/board.ts';
import { QUEUES } from '../../../ingest/demo/queues.ts';
import { someRule } from '../../support/alert-stage.ts';
import { openStoreParts } from '../../support/store-parts.ts';
import type { StoreParts } from '../../support/store-parts.ts';
import type { Watching } from './viewers.ts';

export interface Installation {
	readonly watching: readonly Watching[];
	/** Of somebody who reaches the whole company, for the board `sala`. */
	readonly token: string;
	/** Header of somebody who may see all pages. */
	readonly cookie: string;
}

const NO_BANDS = { warn: null, bad: null };

/** Other needs than the boards that are there: another window, agents, a trend, evaluations. */
function layout(queues: string[]): BoardLayout {
	const common = { title: '', queues, width: 4, height: 4 };
	const tiles: Tile[] = [
		{ ...common, id: 'queues', kind: 'queues', window: '60m', serviceLevelBands: NO_BANDS },
		{ ...common, id: 'agents', kind: 'agents', teams: [] },
		{ ...common, id: 'trend', kind: 'trend', metric: 'offered' },
		{ ...common, id: 'aht', kind: 'number', metric: 'aht', window: '30m', bands: NO_BANDS }
	];
	return { name: 'Soak', zone: '', tiles };
}

async function client(parts: StoreParts, name: string, queues: string[]): Promise<string> {
	const draft = { parent: 'company', kind: 'client' as const, name, queues, words: [] };
	const made = await parts.teams.create(draft, SYSTEM);
	if (!made.ok) throw new Error(made.fault);
	return made.id;
}

export async function furnish(dataDir: string): Promise<Installation> {
	const parts = await openStoreParts(dataDir);
	try {
		const ids = QUEUES.map(({ id }) => id);
		const half = Math.ceil(ids.length / 2);
		const nodes = [
			'company',
			await client(parts, 'north', ids.slice(0, half)),
			await client(parts, 'south', ids.slice(half))
		];
		await parts.board('Soak', 'company', layout(ids.slice(1, -1)));
		const boards = await parts.boards.list();
		const tokens = await Promise.all(nodes.map((node) => parts.program(['boards'], node)));
		const watching = boards.flatMap(({ id: board }) =>
			tokens.map(({ token }) => ({ board, token }))
		);
		const key = readStoreKey({ storeKey: null, dataDir });
		const rules = createRuleStore(parts.store.database, { audit: parts.audit, key, now: Date.now });
		const drafts = [
			someRule({ name: 'Soak: waiting', threshold: 50, clearThreshold: 20 }),
			someRule({ name: 'Soak: contacts', metric: 'offered', window: '60m', threshold: 100 })
		];
		for (const rule of drafts) {
			const made = await rules.create({ team: 'company', rule }, SYSTEM);
			if (!made.ok) throw new Error(made.reason);
		}
		const session = await parts.signIn(await parts.person('soak', 'admin'));
		const [company] = tokens;
		return { watching, token: company?.token ?? '', cookie: `${SESSION_COOKIE}=${session}` };
	} finally {
		await parts.store.close();
	}
}
