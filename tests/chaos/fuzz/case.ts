/** What one case sends. Drawn from a seed alone; only times, ids and keys are filled in when it is sent. */

import type { Role } from '#lib/domain/access/role.ts';

export type Part = 'ingest' | 'web';
/** How our side ends a connection: closes its half, is gone, or stays silent until the other side has enough. */
export type Ending = 'end' | 'reset' | 'stay';

interface Sent {
	readonly part: Part;
}

export interface HttpCase extends Sent {
	readonly kind: 'http';
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
	/** Ids of events that nothing was done to: acknowledged, they have to be there in the end. */
	readonly intact: readonly string[];
	/** Nothing at all was done to it: everything has to be accepted. */
	readonly isSound: boolean;
}

/** Bytes on a socket of their own. */
export interface RawCase extends Sent {
	readonly kind: 'raw';
	readonly pieces: readonly Buffer[];
	readonly ending: Ending;
}

/** Bytes behind the handshake of a websocket. */
export interface SocketCase extends Sent {
	readonly kind: 'socket';
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly pieces: readonly Buffer[];
	readonly ending: Ending;
	/** Ids of events that nothing was done to, by the number of their message. */
	readonly intact: ReadonlyMap<number, readonly string[]>;
}

export type Case = HttpCase | RawCase | SocketCase;

/** What is not drawn. */
export interface Surroundings {
	/** Unlike that of any other case of any run. */
	readonly tag: string;
	readonly nowMs: number;
	readonly ingestToken: string;
	readonly internalToken: string;
	readonly apiToken: string;
	/** Cookies of people of each role. */
	readonly cookies: Readonly<Record<Role, string>>;
	/** Of the pages. */
	readonly origin: string;
}

export type Recipe = (surroundings: Surroundings) => Case;
