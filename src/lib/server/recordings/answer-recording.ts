/** The answers at the address of a recording: its bytes or a part of them, its outline, a new address. */
import { Readable, finished } from 'node:stream';
import type { Principal } from '#lib/domain/access/principal.ts';
import { askingOf } from '../api/asking.ts';
import { jsonResponse, problemResponse } from '../api/problem.ts';
import { unavailable } from '../api/unavailable.ts';
import { actorOf } from '../audit/actor.ts';
import type { Runtime } from '../runtime.ts';
import { readRange } from './byte-range.ts';
import type { AskedRecording, Found } from './recording-desk.ts';
import type { ByteRange, OpenRecording } from './recording-store.ts';

type Parts = Pick<Runtime, 'clickhouse' | 'access' | 'store' | 'quality' | 'log'>;

/** The parts of Kit's event it is decided by. */
export interface RecordingRequest {
	readonly request: Request;
	readonly url: URL;
	readonly params: { readonly recording: string };
	readonly locals: { readonly principal: Principal | null };
	getClientAddress(): string;
}

type Ready = Extract<Found, { ok: true }>;

const MISSING = {
	status: 404,
	code: 'not_found',
	title: 'No such recording',
	detail: 'there is no such recording, or this address was not made for whoever asks'
};
const GONE = {
	status: 404,
	code: 'file_missing',
	title: 'The file of the recording is missing',
	detail: 'it is not below RECORDINGS_DIR (any more), or of no kind that can be played'
};
const EXPIRED = {
	status: 403,
	code: 'address_expired',
	title: 'The address has ended',
	detail:
		'ask for a new one at the same address with /address behind the path, or open the page again'
};
const FOREIGN_SITE = {
	status: 403,
	code: 'foreign_origin',
	title: 'Not from this site',
	detail: 'recordings are played by pages of this installation'
};

/** Told by browsers: only players and scripts of our own pages; a recording is no page of its own. */
const DESTINATIONS = new Set(['audio', 'video', 'empty']);

function isFromOurPages({ headers }: Request): boolean {
	const site = headers.get('sec-fetch-site') ?? 'same-origin';
	const destination = headers.get('sec-fetch-dest') ?? 'empty';
	return site === 'same-origin' && DESTINATIONS.has(destination);
}

async function askedIn(parts: Parts, event: RecordingRequest): Promise<AskedRecording | null> {
	const { principal } = event.locals;
	if (principal === null) return null;
	// Without the signal: players give requests up all the time, and the question is a small one.
	const { clickhouse, tenant, scope } = await askingOf(parts, event);
	const question = { clickhouse, tenant, scope };
	return { recording: event.params.recording, query: event.url.searchParams, principal, question };
}

function refusalOf({ reason }: Extract<Found, { ok: false }>): Response {
	switch (reason) {
		case 'foreign':
			return problemResponse(MISSING);
		case 'expired':
			return problemResponse(EXPIRED);
		case 'gone':
			return problemResponse(GONE);
		default:
			return reason satisfies never;
	}
}

/** Finds the recording and answers with it; the file is closed when the answer did not take it over. */
async function withRecording(
	parts: Parts,
	event: RecordingRequest,
	answer: (found: Ready) => Promise<Response>
): Promise<Response> {
	if (!isFromOurPages(event.request)) return problemResponse(FOREIGN_SITE);
	try {
		const asked = await askedIn(parts, event);
		const found = asked && (await parts.quality.recordings.find(asked));
		if (!found) return problemResponse(MISSING);
		if (!found.ok) return refusalOf(found);
		try {
			return await answer(found);
		} catch (cause) {
			await found.file.close();
			throw cause;
		}
	} catch (error) {
		return unavailable(error, parts.log);
	}
}

/** Nothing of it stays in a cache; opened as a page it would run nothing. */
const headersOf = ({ mediaType, etag }: OpenRecording): Record<string, string> => ({
	'content-type': mediaType,
	etag,
	'accept-ranges': 'bytes',
	'cache-control': 'private, no-store',
	'content-security-policy': "sandbox; default-src 'none'",
	'x-content-type-options': 'nosniff'
});

/** Closes the file when all is read, or whoever reads has gone. */
function bodyOf(file: OpenRecording, range: ByteRange): ReadableStream {
	const stream = file.read(range);
	finished(stream, () => void file.close().catch(() => undefined));
	return Readable.toWeb(stream) as ReadableStream;
}

/** What is sent, and how; without a part for a HEAD and for an empty file. */
function partOf({ headers, method }: Request, file: OpenRecording) {
	const { sizeBytes } = file;
	const asked = readRange({ range: headers.get('range'), ifRange: headers.get('if-range') }, file);
	if (asked === 'unsatisfiable')
		return { status: 416, more: { 'content-range': `bytes */${sizeBytes}` }, part: null };
	const range = asked === 'whole' ? { first: 0, last: sizeBytes - 1 } : asked;
	const more: Record<string, string> = {
		'content-length': String(range.last - range.first + 1),
		...(asked === 'whole'
			? {}
			: { 'content-range': `bytes ${range.first}-${range.last}/${sizeBytes}` })
	};
	const part = method === 'HEAD' || sizeBytes === 0 ? null : range;
	return { status: asked === 'whole' ? 200 : 206, more, part };
}

/** GET and HEAD. What is not heard, such as a HEAD, is no listening. */
export const answerRecording = (parts: Parts, event: RecordingRequest): Promise<Response> =>
	withRecording(parts, event, async (found) => {
		const { file } = found;
		const { status, more, part } = partOf(event.request, file);
		const headers = { ...headersOf(file), ...more };
		if (part === null) {
			await file.close();
			return new Response(null, { status, headers });
		}
		// Before the first byte: nobody listens without it being written down.
		const { principal } = event.locals;
		const actor = actorOf({ principal, address: event.getClientAddress() });
		await parts.quality.recordings.noteListening(found, actor);
		return new Response(bodyOf(file, part), { status, headers });
	});

export const answerPeaks = (parts: Parts, event: RecordingRequest): Promise<Response> =>
	withRecording(parts, event, async (found) => {
		const waveform = await parts.quality.recordings.peaks(found);
		await found.file.close();
		if (waveform !== null) return jsonResponse(waveform);
		return problemResponse({
			status: 404,
			code: 'no_peaks',
			title: 'No outline of this recording',
			detail: 'outlines are computed of WAV files; of others the browser makes its own'
		});
	});

export async function answerRenewal(parts: Parts, event: RecordingRequest): Promise<Response> {
	if (!isFromOurPages(event.request)) return problemResponse(FOREIGN_SITE);
	try {
		const asked = await askedIn(parts, event);
		const renewed = asked && (await parts.quality.recordings.renew(asked));
		return renewed ? jsonResponse(renewed) : problemResponse(MISSING);
	} catch (error) {
		return unavailable(error, parts.log);
	}
}
