/** What is wrong with an answer, whatever was asked. Nothing: an empty list. */
import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { ScreenNotice, ServerMessage } from '#lib/live/protocol.ts';
import type { HttpAnswer, RawAnswer, SocketAnswer } from './answer.ts';
import type { HttpCase, Part, SocketCase } from './case.ts';

/** Lines of a stack trace, and where the code lies. */
const INNER_WORKINGS = /node_modules|(?:\\n|\n)\s+at \S|\.[cm]?[tj]s:\d+:\d+/;
/** Nothing else may be a reason to take nothing in, and nothing in a run is. */
const FULL = new Set(['spool_full', 'disk_full', 'spool_stalled']);

const isProblem = TypeCompiler.Compile(
	Type.Object({
		type: Type.String(),
		title: Type.String(),
		status: Type.Integer(),
		detail: Type.String(),
		code: Type.String({ minLength: 1 })
	})
);
const isReceipt = TypeCompiler.Compile(
	Type.Object({
		requestId: Type.String(),
		accepted: Type.Integer({ minimum: 0 }),
		duplicates: Type.Integer({ minimum: 0 }),
		rejected: Type.Integer({ minimum: 0 }),
		durability: Type.Union([Type.Literal('spooled'), Type.Literal('committed')]),
		errors: Type.Optional(
			Type.Array(
				Type.Object({
					index: Type.Integer({ minimum: 0 }),
					code: Type.String(),
					field: Type.String(),
					message: Type.String()
				}),
				{ minItems: 1, maxItems: 100 }
			)
		)
	})
);
const isLive = TypeCompiler.Compile(Type.Union([ServerMessage, ScreenNotice]));
const isIngestMessage = TypeCompiler.Compile(
	Type.Union([
		Type.Object({ type: Type.Literal('credit'), messages: Type.Integer() }),
		Type.Object({ type: Type.Literal('ack'), seq: Type.Integer(), accepted: Type.Integer() }),
		Type.Object({
			type: Type.Union([Type.Literal('hello'), Type.Literal('beat'), Type.Literal('committed')])
		})
	])
);
/** 1011, which ws takes for a fault of the server, is not among them. */
const CLOSE_CODES = new Set([
	1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009, 1010, 4401, 4403, 4429
]);

export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

const typeOf = ({ headers }: HttpAnswer): string => headers['content-type'] ?? '';

function judgeStatus({ status, headers, text }: HttpAnswer): string[] {
	if (status < 500) return [];
	const value = parseJson(text);
	const code = isProblem.Check(value) ? value.code : '';
	if (status === 503 && FULL.has(code) && headers['retry-after'] !== undefined) return [];
	return [`${status} ${text.slice(0, 200)}`];
}

/** Of ingest and of the API every refusal is a problem document, but one of single events, which names them. */
function judgeRefusal(sent: HttpCase, answer: HttpAnswer): string[] {
	const { status, text } = answer;
	const isForPrograms = sent.part === 'ingest' || sent.path.startsWith('/api/');
	if (status < 400 || !isForPrograms || sent.method === 'HEAD') return [];
	const value = parseJson(text);
	if (sent.part === 'ingest' && status === 422 && isReceipt.Check(value)) return [];
	if (!typeOf(answer).startsWith('application/problem+json'))
		return [`${status} as ${typeOf(answer)}: ${text.slice(0, 100)}`];
	if (!isProblem.Check(value) || value.status !== status)
		return [`no problem document: ${text.slice(0, 200)}`];
	return [];
}

function judgeReceipt(sent: HttpCase, { status, text }: HttpAnswer): string[] {
	if (sent.part !== 'ingest' || !sent.path.startsWith('/v1/events') || sent.method !== 'POST')
		return [];
	const value = parseJson(text);
	if (sent.isSound && status !== 202 && status !== 200)
		return [`nothing was wrong, and yet ${status} ${text.slice(0, 300)}`];
	if (![200, 202, 207].includes(status)) return [];
	if (!isReceipt.Check(value)) return [`no receipt: ${text.slice(0, 200)}`];
	return (status === 207) === value.rejected > 0 ? [] : [`${status} with ${text.slice(0, 200)}`];
}

export function judgeHttp(sent: HttpCase, answer: HttpAnswer): string[] {
	const faults = [
		...judgeStatus(answer),
		...judgeRefusal(sent, answer),
		...judgeReceipt(sent, answer)
	];
	if (INNER_WORKINGS.test(answer.text) && !typeOf(answer).startsWith('text/html'))
		faults.push(`tells how it is made: ${answer.text.slice(0, 200)}`);
	if (
		typeOf(answer).includes('json') &&
		sent.method !== 'HEAD' &&
		parseJson(answer.text) === undefined
	)
		if (!typeOf(answer).includes('ndjson')) faults.push(`no JSON: ${answer.text.slice(0, 100)}`);
	return faults;
}

export function statusesIn({ text }: RawAnswer): number[] {
	return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

export function judgeRaw(answer: RawAnswer): string[] {
	const faults = statusesIn(answer)
		.filter((status) => status >= 500)
		.map((status) => `${status}: ${answer.text.slice(0, 300)}`);
	if (!answer.isClosed) faults.push('the connection stays open');
	if (answer.text !== '' && !answer.text.startsWith('HTTP/1.1 '))
		faults.push(`no answer: ${answer.text.slice(0, 60)}`);
	return faults;
}

function judgeMessage(part: Part, text: string): string[] {
	const value = parseJson(text);
	const isKnown = part === 'web' ? isLive.Check(value) : isIngestMessage.Check(value);
	return isKnown ? [] : [`an unknown message: ${text.slice(0, 200)}`];
}

export function judgeSocket({ part }: SocketCase, answer: SocketAnswer): string[] {
	const faults = answer.messages.flatMap((text) => judgeMessage(part, text));
	if (answer.status >= 500 || answer.status === 0) faults.push(`upgrade: ${answer.status}`);
	if (answer.framing !== null) faults.push(answer.framing);
	if (answer.closeCode !== null && !CLOSE_CODES.has(answer.closeCode) && answer.closeCode < 3000)
		faults.push(`closed with ${answer.closeCode}`);
	if (!answer.isClosed) faults.push('the connection stays open');
	return faults;
}
