/** A company with two clients in a running product: queues, agents, contacts and boards of each, under names that tell. */
import type { BoardLayout, Tile } from '#lib/domain/boards/board.ts';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { INGEST_TOKEN } from './product.ts';
import type { Product } from './product.ts';
import type { StoreParts } from './store-parts.ts';

/** In no text of the product, so that finding one says where it comes from. */
export const OWN = 'zahara';
export const FOREIGN = 'quillota';
export const CLIENTS = [OWN, FOREIGN] as const;
export type Client = (typeof CLIENTS)[number];

const bands = { warn: null, bad: null };
const placed = { width: 3, height: 2, title: '', queues: [] };
const table: Tile = {
	...placed,
	id: 'queues',
	kind: 'queues',
	window: 'today',
	serviceLevelBands: bands
};
export const EVERY_TILE: BoardLayout = {
	name: '',
	zone: '',
	tiles: [
		{ ...placed, id: 'waiting', kind: 'number', metric: 'waiting', window: 'today', bands },
		{ ...placed, id: 'states', kind: 'number', metric: 'agents_by_state', window: 'today', bands },
		table,
		{ ...table, id: 'named', queues: CLIENTS.map((client) => `${client}-queue`) },
		{ ...placed, id: 'agents', kind: 'agents', teams: [] },
		{ ...placed, id: 'chosen', kind: 'agents', teams: CLIENTS.map((client) => `${client}-team`) },
		{ ...placed, id: 'trend', kind: 'trend', metric: 'offered' }
	]
};

let count = 0;
const event = (name: EventName, subject: string, atMs: number, data: object) => {
	count += 1;
	return {
		specversion: '1.0',
		id: `two-clients-${count}`,
		source: '//test/two-clients',
		type: fullTypeOf(name),
		subject,
		time: new Date(atMs).toISOString(),
		data
	};
};

const AGENTS = [1, 2, 3, 4, 5];
export const agentOf = (client: Client, n = 1): string => `${client}-agent-${n}`;
/** An answered contact with messages; `-open` still waits, `-direct` was in no queue. */
export const contactOf = (client: Client, which: 'done' | 'open' | 'direct' = 'done'): string =>
	`${client}-contact-${which}`;

function eventsOf(client: Client, nowMs: number): object[] {
	const [done, open, direct] = [
		contactOf(client),
		contactOf(client, 'open'),
		contactOf(client, 'direct')
	];
	const queue = `${client}-queue`;
	const agent = agentOf(client);
	const start = nowMs - 600_000;
	return [
		event('reference.queue', queue, start, { name: `${client} cola`, channel: 'chat' }),
		...AGENTS.map((n) =>
			event('agent.state', agentOf(client, n), start + n, {
				state: 'available',
				reason: `${client}-reason`,
				team: `${client}-team`,
				name: `${client} Agente ${n}`,
				queues: [queue]
			})
		),
		event('interaction.created', done, start, { channel: 'chat', customer: `${client}-customer` }),
		event('interaction.queued', done, start + 1000, { queue }),
		event('interaction.message', done, start + 2000, {
			author: 'customer',
			text: `${client}: <img src=x onerror=alert(1)> hola`
		}),
		event('interaction.accepted', done, start + 5000, { agent }),
		event('interaction.message', done, start + 6000, {
			author: 'agent',
			agent,
			text: `${client} diga`
		}),
		event('interaction.ended', done, start + 65_000, { by: 'customer' }),
		event('interaction.wrapped', done, start + 70_000, { agent, topic: `${client}-topic` }),
		event('interaction.created', open, nowMs - 60_000, { channel: 'chat' }),
		event('interaction.queued', open, nowMs - 60_000, { queue }),
		event('interaction.created', direct, start, { channel: 'voice' }),
		event('interaction.accepted', direct, start + 1000, { agent }),
		event('interaction.ended', direct, start + 9000, { by: 'agent' })
	];
}

export async function postEvents(
	{ ingest }: Pick<Product, 'ingest'>,
	events: readonly object[]
): Promise<void> {
	const answer = await fetch(`${ingest}/v1/events`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${INGEST_TOKEN}`,
			'content-type': 'application/cloudevents-batch+json',
			prefer: 'wait=30'
		},
		body: JSON.stringify(events)
	});
	if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
}

export interface TwoClients {
	/** Ids of their nodes in the tree of teams. */
	readonly team: Readonly<Record<Client, string>>;
	/** Ids of boards: one of each, and one of the company that names queues of both. */
	readonly board: Readonly<Record<Client | 'company', string>>;
}

export async function makeTwoClients(
	product: Pick<Product, 'ingest'>,
	parts: Pick<StoreParts, 'client' | 'board'>
): Promise<TwoClients> {
	const team = { [OWN]: await parts.client(OWN), [FOREIGN]: await parts.client(FOREIGN) };
	const boards = {
		[OWN]: await parts.board(`${OWN} sala`, team[OWN], EVERY_TILE),
		[FOREIGN]: await parts.board(`${FOREIGN} sala`, team[FOREIGN], EVERY_TILE),
		company: await parts.board('Toda la empresa', 'company', EVERY_TILE)
	};
	const nowMs = Date.now();
	await postEvents(
		product,
		CLIENTS.flatMap((client) => eventsOf(client, nowMs))
	);
	return {
		team,
		board: {
			[OWN]: boards[OWN].id,
			[FOREIGN]: boards[FOREIGN].id,
			company: boards.company.id
		}
	};
}
