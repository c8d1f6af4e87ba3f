/**
 * Calls to addresses that people type in (webhooks, feeds to import): they must not reach what only this machine can
 * reach. The address that was checked is the one connected to, so that a name that answers differently the second time
 * gains nothing; redirects are answered as they are, never followed; time and size are limited.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { mayConnect } from './address-rules.ts';
import type { AllowedHosts } from './address-rules.ts';

export type OutboundFault =
	/** Not http or https, or with a user name in it. */
	| 'bad-address'
	| 'not-found'
	/** It leads into a network that is not allowed. */
	| 'refused'
	| 'too-slow'
	| 'too-large'
	| 'unreachable';

export class OutboundError extends Error {
	override readonly name = 'OutboundError';
	readonly fault: OutboundFault;
	constructor(fault: OutboundFault, message: string, options?: ErrorOptions) {
		super(message, options);
		this.fault = fault;
	}
}

export interface ResolvedAddress {
	readonly address: string;
	readonly family: number;
}
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

export interface GuardedOptions {
	readonly allowed: AllowedHosts;
	readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT';
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Buffer;
	/** From the first question about the name to the last byte of the answer. */
	readonly timeoutMs?: number;
	readonly mostBytes?: number;
	/** Of host names; the system's own unless a test hands one in. */
	readonly resolve?: Resolve;
}

export interface GuardedAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 1024 * 1024;
/** Ours to say: with another one the answer would be of another host than the one that was checked. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

const systemResolve: Resolve = (host) => systemLookup(host, { all: true, verbatim: true });

function readAddress(text: string): URL {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (!url || !['http:', 'https:'].includes(url.protocol) || url.hostname === '')
		throw new OutboundError('bad-address', 'the address must start with http:// or https://');
	if (url.username !== '' || url.password !== '')
		throw new OutboundError('bad-address', 'the address must not hold a user name or password');
	return url;
}

/** The host as a name or a plain address: the URL has already turned 0x7f.1 and 2130706433 into 127.0.0.1. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

async function allowedAddresses(
	host: string,
	{ allowed, resolve = systemResolve }: GuardedOptions
): Promise<readonly ResolvedAddress[]> {
	const family = isIP(host);
	const found =
		family === 0
			? await resolve(host).catch((cause: unknown) => {
					throw new OutboundError('not-found', `there is no host ${host}`, { cause });
				})
			: [{ address: host, family }];
	if (found.length === 0) throw new OutboundError('not-found', `there is no host ${host}`);
	// One inside is one too many: whoever owns the name could wait for it to be the one that is tried.
	if (!found.every(({ address }) => mayConnect(address, host, allowed)))
		throw new OutboundError(
			'refused',
			`${host} leads into a private network; allow it in ALLOWED_PRIVATE_HOSTS if it should`
		);
	return found;
}

/** Gives the connection the addresses that were checked, and asks nobody again. */
const pinned = (addresses: readonly ResolvedAddress[]): LookupFunction => {
	const [first] = addresses;
	return (_host, options, callback) => {
		if (options.all === true) callback(null, [...addresses]);
		else callback(null, first?.address ?? '', first?.family);
	};
};

function requestOptions(
	{ method = 'GET', headers = {} }: GuardedOptions,
	addresses: readonly ResolvedAddress[],
	signal: AbortSignal
): RequestOptions {
	const given = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
	return {
		method,
		// A connection of its own: one that is kept open was checked for whoever opened it.
		agent: false,
		lookup: pinned(addresses),
		signal,
		headers: { 'user-agent': 'atalaya', ...Object.fromEntries(given) }
	};
}

async function readBody(answer: IncomingMessage, mostBytes: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of answer as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > mostBytes) {
			answer.destroy();
			throw new OutboundError('too-large', `the answer is larger than ${mostBytes} bytes`);
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function send(url: URL, options: RequestOptions, body: GuardedOptions['body']) {
	return new Promise<IncomingMessage>((resolve, reject) => {
		const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
		const request = start(url, options, resolve);
		request.on('error', reject);
		request.end(body);
	});
}

/** Throws OutboundError, whose message may be shown to whoever typed the address. */
export async function guardedRequest(
	address: string,
	options: GuardedOptions
): Promise<GuardedAnswer> {
	const { timeoutMs = TIMEOUT_MS, mostBytes = MOST_BYTES } = options;
	const url = readAddress(address);
	const deadline = AbortSignal.timeout(timeoutMs);
	const late = new Promise<never>((_resolve, reject) => {
		deadline.addEventListener('abort', () => {
			reject(new OutboundError('too-slow', `no whole answer within ${timeoutMs} ms`));
		});
	});
	const ask = async (): Promise<GuardedAnswer> => {
		const addresses = await allowedAddresses(hostOf(url), options);
		const answer = await send(url, requestOptions(options, addresses, deadline), options.body);
		const body = await readBody(answer, mostBytes);
		return { status: answer.statusCode ?? 0, headers: answer.headers, body };
	};
	try {
		return await Promise.race([ask(), late]);
	} catch (cause) {
		if (cause instanceof OutboundError) throw cause;
		if (deadline.aborted)
			throw new OutboundError('too-slow', `no whole answer within ${timeoutMs} ms`, { cause });
		throw new OutboundError('unreachable', `${url.host} does not answer`, { cause });
	}
}
