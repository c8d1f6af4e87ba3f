/** Reads request bodies within limits, so that no sender decides how much memory is used. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import type { Encoding } from './media-type.ts';
import { Problem, unavailable } from './problem.ts';

/** A body that sends nothing for this long is given up. */
const SILENCE_MS = 15_000;
/** All bodies that are being read or worked on. */
const BUFFERED_BYTES = 192 * 1024 * 1024;

export interface BodyLimits {
	readonly wireBytes: number;
	readonly decodedBytes: number;
}

const tooLarge = (limit: number): Problem =>
	new Problem(413, 'too_large', `the body may have ${limit} bytes`);

export const badGzip = (): Problem =>
	new Problem(400, 'bad_gzip', 'the body is not a whole gzip stream');

class Aborted extends Error {
	override readonly name = 'Aborted';
}
/** The sender is gone: there is nobody to answer. */
export const isAborted = (cause: unknown): boolean => cause instanceof Aborted;

/** Throws a 413 before anything is read, when the sender says how much it will be. */
export function checkLength(request: IncomingMessage, limit: number): void {
	const length = Number(request.headers['content-length'] ?? 0);
	if (length > limit) throw tooLarge(limit);
}

/** The chunks of a stream. Stopping early leaves the connection open, so that the answer gets through. */
async function* chunksOf(
	request: IncomingMessage,
	stream: Readable
): AsyncGenerator<Buffer, void, undefined> {
	const iterator = (stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)[
		Symbol.asyncIterator
	]();
	try {
		for (;;) {
			const next = await orSilence(iterator.next(), request);
			if (next.done === true) return;
			yield next.value;
		}
	} finally {
		// Takes its listeners off, so that the rest of the body can be drained. Not awaited: it may wait for a silent sender.
		void iterator.return?.().catch(() => undefined);
	}
}

/** Also when all of the body had come and nobody had read it yet. */
const isGone = (request: IncomingMessage, cause: unknown): boolean =>
	(request.destroyed && !request.complete) ||
	(cause instanceof Error && 'code' in cause && cause.code === 'ECONNRESET');

async function orSilence<T>(step: Promise<T>, request: IncomingMessage): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const silence = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => {
			reject(
				new Problem(408, 'timeout', 'the body did not arrive in time', { connection: 'close' })
			);
		}, SILENCE_MS);
	});
	try {
		return await Promise.race([step, silence]);
	} catch (cause) {
		if (cause instanceof Problem) throw cause;
		if (isGone(request, cause)) throw new Aborted('the sender is gone', { cause });
		throw cause;
	} finally {
		clearTimeout(timer);
	}
}

let bufferedBytes = 0;

const unzip = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

async function decode(body: Buffer, encoding: Encoding, limit: number): Promise<Buffer> {
	if (encoding === 'identity') return body;
	try {
		return await unzip(body, { maxOutputLength: limit });
	} catch (cause) {
		const code = cause instanceof Error && 'code' in cause ? cause.code : null;
		throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(limit) : badGzip();
	}
}

/** Hands the whole body to `work` and counts its memory until that is done. Throws Problem. */
export async function withBody<T>(
	request: IncomingMessage,
	encoding: Encoding,
	limits: BodyLimits,
	work: (body: Buffer) => Promise<T>
): Promise<T> {
	const wireLimit = encoding === 'gzip' ? limits.wireBytes : limits.decodedBytes;
	checkLength(request, wireLimit);
	const chunks: Buffer[] = [];
	let bytes = 0;
	try {
		for await (const chunk of chunksOf(request, request)) {
			bytes += chunk.length;
			bufferedBytes += chunk.length;
			if (bytes > wireLimit) throw tooLarge(wireLimit);
			if (bufferedBytes > BUFFERED_BYTES) throw unavailable('overloaded', 2);
			chunks.push(chunk);
		}
		const [only] = chunks;
		const body = chunks.length === 1 && only ? only : Buffer.concat(chunks);
		return await work(await decode(body, encoding, limits.decodedBytes));
	} finally {
		bufferedBytes -= bytes;
	}
}

/** The decoded body in chunks, cut off with a 413 at the limit. Throws Problem. */
export async function* streamBody(
	request: IncomingMessage,
	encoding: Encoding,
	limit: number
): AsyncGenerator<Buffer, void, undefined> {
	checkLength(request, limit);
	const { stream, release } = decodedStream(request, encoding);
	let bytes = 0;
	try {
		for await (const chunk of chunksOf(request, stream)) {
			bytes += chunk.length;
			if (bytes > limit) throw tooLarge(limit);
			yield chunk;
		}
	} catch (cause) {
		if (cause instanceof Problem || isAborted(cause) || encoding === 'identity') throw cause;
		throw badGzip();
	} finally {
		release();
	}
}

function decodedStream(
	request: IncomingMessage,
	encoding: Encoding
): { stream: Readable; release: () => void } {
	if (encoding === 'identity') return { stream: request, release: () => undefined };
	const decoder = createGunzip();
	// pipe does not tell the other end when the sender goes away.
	const onClose = () => {
		if (!request.complete) decoder.destroy(new Aborted('the sender is gone'));
	};
	request.once('close', onClose);
	request.pipe(decoder);
	return {
		stream: decoder,
		release: () => {
			request.off('close', onClose);
			request.unpipe(decoder);
			decoder.on('error', () => undefined);
			decoder.destroy();
		}
	};
}
