/** Stands between the product and its database, over HTTP, and does on request what networks and servers do by chance. */
import { createHash } from 'node:crypto';
import { createServer, request as requestOf } from 'node:http';
import type { ClientRequest, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export interface ProxiedRequest {
	/** The name of the question, or `insert-<table>`: what our client leaves in `log_comment`; empty for a ping. */
	readonly name: string;
	/** The token under which an insert is stored once. */
	readonly token: string | null;
}

/** A request as it went by. */
export interface Passage extends ProxiedRequest {
	readonly fault: Fault['kind'] | null;
	/** Of the body the client sent; known once it was read to its end. */
	bodySha256: string | null;
	/** Of the server; null: it was not asked, or did not answer. */
	status: number | null;
	/** When the proxy was done with it, whatever came of it. */
	isOver: boolean;
}

export interface FaultProxyOptions {
	/** Asked for each request: a server may come back at another address. */
	readonly target: () => string;
	readonly tls?: { readonly key: string; readonly cert: string };
	/** Ends connections on which nothing was asked for so long. */
	readonly idleMs?: number;
}

type Script = (request: ProxiedRequest) => Fault | null;

const NO_FAULTS: Script = () => null;

export class FaultProxy {
	readonly #options: FaultProxyOptions;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	readonly #upstream = new Set<Socket>();
	#script: Script = NO_FAULTS;
	#port = 0;
	/** Everything that went by since `forget`. */
	passages: Passage[] = [];

	private constructor(options: FaultProxyOptions) {
		this.#options = options;
		const serve = (request: IncomingMessage, response: ServerResponse): void => {
			void this.#serve(request, response);
		};
		this.#server = options.tls ? createTlsServer(options.tls, serve) : createServer(serve);
		this.#server.keepAliveTimeout = options.idleMs ?? 60_000;
		// A connection belongs to its client until its client ends it.
		this.#server.requestTimeout = 0;
		this.#server.on('connection', (socket) => {
			this.#sockets.add(socket);
			socket.on('error', () => undefined);
			socket.once('close', () => this.#sockets.delete(socket));
		});
		this.#server.on('tlsClientError', () => undefined);
	}

	static async open(options: FaultProxyOptions): Promise<FaultProxy> {
		const proxy = new FaultProxy(options);
		await proxy.comeBack();
		return proxy;
	}

	get url(): string {
		return `${this.#options.tls ? 'https' : 'http'}://127.0.0.1:${this.#port}`;
	}

	/** Decides about each request from now on; null: none of them has a fault. */
	script(script: Script | null): void {
		this.#script = script ?? NO_FAULTS;
	}

	/** The next so many requests that are meant have this fault, all others none. Returns how many are still to come. */
	next(isMeant: (request: ProxiedRequest) => boolean, fault: Fault, times = 1): () => number {
		let left = times;
		this.script((request) => {
			if (left === 0 || !isMeant(request)) return null;
			left -= 1;
			return fault;
		});
		return () => left;
	}

	forget(): void {
		this.passages = [];
	}

	/** Of the inserts into a table, in the order in which they came. */
	inserts(table: string): Passage[] {
		return this.passages.filter(({ name }) => name === `insert-${table}`);
	}

	/** As if there were no such server: what is open ends, what is new is refused. */
	async goAway(): Promise<void> {
		const closed = new Promise<void>((resolve) =>
			this.#server.close(() => {
				resolve();
			})
		);
		this.#cutAll();
		await closed;
	}

	/** At the same address. */
	async comeBack(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(this.#port, '127.0.0.1', () => {
				this.#server.removeListener('error', reject);
				resolve();
			});
		});
		this.#port = (this.#server.address() as AddressInfo).port;
	}

	/** For a server that changes its certificate. */
	useCertificate(tls: { readonly key: string; readonly cert: string }): void {
		if ('setSecureContext' in this.#server) {
			(this.#server as unknown as { setSecureContext(options: object): void }).setSecureContext(
				tls
			);
		}
	}

	async close(): Promise<void> {
		if (this.#server.listening) await this.goAway();
	}

	#cutAll(): void {
		for (const socket of this.#sockets) socket.resetAndDestroy();
		for (const socket of this.#upstream) socket.destroy();
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const query = new URL(request.url ?? '/', 'http://proxy').searchParams;
		const asked = {
			name: query.get('log_comment') ?? '',
			token: query.get('insert_deduplication_token')
		};
		const fault = this.#script(asked);
		const passage: Passage = {
			...asked,
			fault: fault?.kind ?? null,
			bodySha256: null,
			status: null,
			isOver: false
		};
		this.passages.push(passage);
		// Whoever goes away in the middle is no fault of the proxy; the connection on the other side ends with it.
		const { socket } = request;
		await this.#carry(request, response, fault, passage).catch(() => socket.destroy());
		passage.isOver = true;
	}

	async #carry(
		request: IncomingMessage,
		response: ServerResponse,
		fault: Fault | null,
		passage: Passage
	): Promise<void> {
		const { socket } = request;
		switch (fault?.kind) {
			case 'blackhole':
				passage.bodySha256 = await drained(request);
				await gone(socket);
				return;
			case 'reset':
				socket.resetAndDestroy();
				return;
			case 'answer':
				passage.bodySha256 = await drained(request);
				answer(response, fault);
				return;
			case 'delay':
				await sleep(fault.ms, undefined, { ref: false });
				// Who has gone meanwhile is asked for nothing any more.
				if (socket.destroyed) return;
				break;
			case 'cut-request':
			case 'cut-answer':
			case 'swallow':
			case 'drip':
			case 'half-close':
			case undefined:
				break;
			default:
				fault satisfies never;
		}
		const answered = await this.#forward(request, fault, passage);
		if (answered) giveBack(answered, socket, response, fault);
		else socket.resetAndDestroy();
	}

	/** Null when the server did not answer. */
	async #forward(
		request: IncomingMessage,
		fault: Fault | null,
		passage: Passage
	): Promise<Answered | null> {
		const { hostname, port } = new URL(this.#options.target());
		const upstream = requestOf({
			hostname,
			port,
			method: request.method,
			path: request.url,
			headers: request.headers,
			agent: false
		});
		upstream.on('socket', (connection) => {
			this.#upstream.add(connection);
			connection.once('close', () => this.#upstream.delete(connection));
		});
		const onGone = (): void => {
			upstream.destroy();
		};
		const { socket } = request;
		socket.once('close', onGone);
		const answered = new Promise<Answered | null>((resolve) => {
			upstream.once('error', () => {
				resolve(null);
			});
			upstream.once('response', (incoming) => {
				readAnswer(incoming).then(resolve, () => {
					resolve(null);
				});
			});
		});
		const hash = createHash('sha256');
		const onWhole = (): void => {
			passage.bodySha256 = hash.digest('hex');
		};
		await pipeline(request, passing(fault, hash, onWhole, upstream), upstream).catch(() => {
			upstream.destroy();
		});
		const result = await answered;
		socket.removeListener('close', onGone);
		passage.status = result?.status ?? null;
		return result;
	}
}

interface Answered {
	readonly status: number;
	readonly headers: readonly string[];
	readonly body: Buffer;
}

const gone = (socket: Socket): Promise<void> =>
	new Promise((resolve) => {
		if (socket.destroyed) resolve();
		socket.once('close', () => {
			resolve();
		});
	});

async function drained(request: IncomingMessage): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of request) hash.update(piece as Buffer);
	return hash.digest('hex');
}

function answer(
	response: ServerResponse,
	{ status, code, body }: Fault & { kind: 'answer' }
): void {
	if (code !== null) response.setHeader('x-clickhouse-exception-code', String(code));
	response.writeHead(status, { 'content-type': 'text/plain; charset=UTF-8' });
	response.end(body);
}

async function readAnswer(incoming: IncomingMessage): Promise<Answered> {
	const pieces: Buffer[] = [];
	for await (const piece of incoming) pieces.push(piece as Buffer);
	return {
		status: incoming.statusCode ?? 0,
		headers: incoming.rawHeaders,
		body: Buffer.concat(pieces)
	};
}

/** When the head and what was let through of the body have left this process, or the connection has failed. */
async function onceSent(upstream: ClientRequest): Promise<void> {
	const isSent = (): boolean =>
		upstream.socket !== null &&
		upstream.socket.bytesWritten > 0 &&
		upstream.socket.writableLength === 0;
	do await sleep(20);
	while (!upstream.destroyed && !isSent());
}

/** What of the body goes on, and when. */
function passing(
	fault: Fault | null,
	hash: ReturnType<typeof createHash>,
	onWhole: () => void,
	upstream: ClientRequest
): Transform {
	let left = fault?.kind === 'cut-request' ? fault.afterBytes : Number.POSITIVE_INFINITY;
	return new Transform({
		transform(piece: Buffer, _encoding, done) {
			hash.update(piece);
			if (fault?.kind === 'drip') {
				void drip(piece, fault, (part) => this.push(part)).then(() => {
					done();
				}, done);
			} else if (piece.length <= left) {
				left -= piece.length;
				done(null, piece);
			} else {
				this.push(piece.subarray(0, left));
				// Nothing comes after it.
				void onceSent(upstream).then(() => upstream.destroy());
			}
		},
		flush(done) {
			onWhole();
			done();
		}
	});
}

async function drip(
	piece: Buffer,
	{ bytes, everyMs }: { bytes: number; everyMs: number },
	push: (part: Buffer) => void
): Promise<void> {
	for (let from = 0; from < piece.length; from += bytes) {
		push(piece.subarray(from, from + bytes));
		await sleep(everyMs);
	}
}

function giveBack(
	{ status, headers, body }: Answered,
	socket: Socket,
	response: ServerResponse,
	fault: Fault | null
): void {
	switch (fault?.kind) {
		case 'swallow':
			socket.resetAndDestroy();
			return;
		case 'half-close':
			socket.end();
			return;
		case 'cut-answer':
			socket.end(rawAnswer(status, headers, body).subarray(0, fault.afterBytes));
			return;
		case 'delay':
		case 'drip':
		case 'blackhole':
		case 'reset':
		case 'cut-request':
		case 'answer':
		case undefined:
			break;
		default:
			fault satisfies never;
	}
	for (const [name, value] of pairs(headers)) {
		// Of the connection, not of the answer.
		if (!/^(connection|keep-alive|transfer-encoding)$/i.test(name)) response.setHeader(name, value);
	}
	response.writeHead(status);
	response.end(body);
}

const pairs = (raw: readonly string[]): [string, string][] =>
	raw.flatMap((name, at) =>
		at % 2 === 0 ? [[name, raw[at + 1] ?? ''] satisfies [string, string]] : []
	);

/** With a length, so that who reads it knows that something is missing. */
function rawAnswer(status: number, headers: readonly string[], body: Buffer): Buffer {
	const head = pairs(headers)
		.filter(([name]) => !/^(transfer-encoding|content-length)$/i.test(name))
		.map(([name, value]) => `${name}: ${value}\r\n`);
	const start = `HTTP/1.1 ${status} \r\n${head.join('')}content-length: ${body.length}\r\n\r\n`;
	return Buffer.concat([Buffer.from(start), body]);
}
