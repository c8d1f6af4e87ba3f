/** The nodes of a cluster, each reached by itself: which there are, of which shard each is, and who answers. */
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Cluster, Connection } from './connection.ts';

/** The cluster is not what the configuration says; says what to do. */
export class ClusterError extends Error {
	override readonly name = 'ClusterError';
}

export type ClusterConnection = Connection & { readonly cluster: Cluster };

interface Node {
	ping(): Promise<void>;
	close(): Promise<void>;
}

const HostRow = Type.Array(Type.Object({ host: Type.String() }));
const PlaceRow = Type.Array(Type.Object({ shard: Type.Integer(), shards: Type.Integer() }));

/** Of a server whose databases may not exist yet. */
async function ask(connection: Connection, query: string, params: object): Promise<unknown> {
	const client = openServer(connection);
	try {
		const answer = await client.query({
			query,
			query_params: { ...params },
			format: 'JSONEachRow',
			clickhouse_settings: { output_format_json_quote_64bit_integers: 0 }
		});
		return await answer.json();
	} finally {
		await client.close();
	}
}

/** A client that names no database. */
export const openServer = (connection: Connection) =>
	createClient({
		url: connection.url,
		...connection.lanes.ingest,
		http_headers: connection.headers,
		application: 'atalaya',
		log: { level: ClickHouseLogLevel.OFF }
	});

/** HTTP addresses: as configured, or every host of the cluster at the port of the address that is. */
export async function nodeUrls(connection: ClusterConnection): Promise<readonly string[]> {
	const { cluster, url } = connection;
	if (cluster.nodes.length > 0) return cluster.nodes;
	const rows = Value.Parse(
		HostRow,
		await ask(
			connection,
			`SELECT DISTINCT host_name AS host FROM system.clusters WHERE cluster = {name: String} ORDER BY host`,
			{ name: cluster.name }
		)
	);
	if (rows.length === 0)
		throw new ClusterError(`the server knows no cluster "${cluster.name}" (CLICKHOUSE_CLUSTER)`);
	return rows.map(({ host }) => {
		const address = new URL(url);
		address.hostname = host.includes(':') ? `[${host}]` : host;
		return address.origin;
	});
}

/** The number of the shard a node takes itself for, and how many there are. */
async function placeOf(connection: ClusterConnection): Promise<{ shard: number; shards: number }> {
	const [place] = Value.Parse(
		PlaceRow,
		await ask(
			connection,
			`SELECT maxIf(shard_num, is_local) AS shard, max(shard_num) AS shards FROM system.clusters WHERE cluster = {name: String}`,
			{ name: connection.cluster.name }
		)
	);
	if (!place || place.shard === 0)
		throw new ClusterError(
			`${connection.url} is no node of the cluster "${connection.cluster.name}": system.clusters has none that is local`
		);
	return place;
}

interface Found<N> {
	/** Replicas of each shard, in the order of their addresses. */
	readonly byShard: readonly (readonly N[])[];
	/** Of nodes that did not answer. */
	readonly faults: readonly Error[];
}

export class ClusterNodes<N extends Node> {
	readonly #connection: ClusterConnection;
	readonly #open: (url: string) => N;
	readonly #opened = new Map<string, N>();
	#found: Promise<Found<N>> | null = null;

	constructor(connection: ClusterConnection, open: (url: string) => N) {
		this.#connection = connection;
		this.#open = open;
	}

	/** One of each shard: the first that answers. */
	async shards(): Promise<readonly N[]> {
		const { byShard } = await this.#find();
		return Promise.all(byShard.map(firstThatAnswers));
	}

	/** Throws when one is away. */
	async all(): Promise<readonly N[]> {
		const { byShard, faults } = await this.#find();
		if (faults[0]) throw faults[0];
		return byShard.flat();
	}

	async close(): Promise<void> {
		await Promise.all([...this.#opened.values()].map((node) => node.close()));
	}

	/** Asked again until every node has answered once. */
	async #find(): Promise<Found<N>> {
		this.#found ??= this.#look();
		try {
			const found = await this.#found;
			if (found.faults.length > 0) this.#found = null;
			return found;
		} catch (error) {
			this.#found = null;
			throw error;
		}
	}

	async #look(): Promise<Found<N>> {
		const urls = await nodeUrls(this.#connection);
		const answers = await Promise.allSettled(
			urls.map(async (url) => ({ url, ...(await placeOf({ ...this.#connection, url })) }))
		);
		const places = answers.flatMap((answer) =>
			answer.status === 'fulfilled' ? [answer.value] : []
		);
		const faults = answers.flatMap((answer, index) =>
			answer.status === 'rejected'
				? [
						answer.reason instanceof ClusterError
							? answer.reason
							: new ClusterError(`${urls[index]} does not answer`, { cause: answer.reason })
					]
				: []
		);
		const shards = Math.max(0, ...places.map((place) => place.shards));
		const byShard = Array.from({ length: shards }, (_, index) =>
			places.filter(({ shard }) => shard === index + 1).map(({ url }) => this.#nodeAt(url))
		);
		const missing = byShard.findIndex((replicas) => replicas.length === 0);
		if (shards === 0 || missing >= 0) {
			throw faults[0] ?? new ClusterError(`CLICKHOUSE_NODES names no node of shard ${missing + 1}`);
		}
		return { byShard, faults };
	}

	#nodeAt(url: string): N {
		const known = this.#opened.get(url) ?? this.#open(url);
		this.#opened.set(url, known);
		return known;
	}
}

/** The last one as it is, so that its own error is told. */
async function firstThatAnswers<N extends Node>(replicas: readonly N[]): Promise<N> {
	for (const replica of replicas.slice(0, -1)) {
		try {
			await replica.ping();
			return replica;
		} catch {
			// Another replica has the same rows.
		}
	}
	const last = replicas.at(-1);
	if (!last) throw new ClusterError('a shard has no node');
	return last;
}
