/**
 * Logs, one JSON object a line, that hold no secrets and no personal data: only the fields named here pass, and of the
 * words of an error what it quotes (rows, values, pieces of a body) is left out.
 */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

/** Everything else that somebody hands to the log is dropped: a new field is a decision. */
const ALLOWED = new Set([
	'err',
	'id',
	'url',
	'pid',
	'signal',
	'pending',
	'keys',
	'ms',
	'segment',
	'offset',
	'bytes',
	'records',
	'first',
	'last',
	'tornBytes',
	'version',
	'repaired',
	'restarts',
	'letter',
	'code',
	'reason',
	'how',
	'tail',
	'exit',
	'said',
	'logFile',
	'backOffMs',
	'lane',
	'step',
	'class',
	'attempt',
	'job',
	'count',
	'reqId',
	'route',
	'status'
]);

const LONGEST_TEXT = 600;
const DEEPEST_CAUSE = 4;

/** What is quoted may be a value of somebody's; what is around it says what went wrong. */
export const withoutQuotes = (text: string): string =>
	text
		.slice(0, 4 * LONGEST_TEXT)
		.replace(/'[^'\n]*'/g, "'…'")
		.replace(/"[^"\n]*"/g, '"…"')
		// JSON lets them stand, and some readers of logs end a line with them.
		.replace(/[\u0085\u2028\u2029]/g, ' ')
		.replace(/\{[^{}\n]*\}/g, '{…}')
		.slice(0, LONGEST_TEXT);

/** Errors of the operating system name paths and ports, which the operator needs. */
const isOfSystem = (error: Error): boolean => 'syscall' in error;

const textField = (error: Error, name: string): Record<string, string> => {
	const value: unknown = Reflect.get(error, name);
	return typeof value === 'string' ? { [name]: value.slice(0, LONGEST_TEXT) } : {};
};

/** Where it happened, without the message that heads a stack. */
const framesOf = ({ stack = '' }: Error): string =>
	stack
		.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.slice(0, 12)
		.join('\n');

export function describeError(error: unknown, depth = 0): unknown {
	if (!(error instanceof Error)) return withoutQuotes(String(error));
	return {
		type: error.name,
		message: isOfSystem(error)
			? error.message.slice(0, LONGEST_TEXT)
			: withoutQuotes(error.message),
		...textField(error, 'code'),
		...textField(error, 'query'),
		stack: framesOf(error),
		...(error.cause === undefined || depth >= DEEPEST_CAUSE
			? {}
			: { cause: describeError(error.cause, depth + 1) })
	};
}

function allowed(fields: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(fields)
			.filter(([name]) => ALLOWED.has(name))
			.map(([name, value]) => [
				name,
				typeof value === 'string' && name !== 'url' && name !== 'logFile' && name !== 'segment'
					? withoutQuotes(value)
					: value
			])
	);
}

const STANDARD_OUTPUT = 1;

export interface LoggerOptions {
	readonly level: string;
	/** Which part of the product speaks. */
	readonly part: string;
	readonly destination?: DestinationStream;
}

export function createLogger({ level, part, destination }: LoggerOptions): Logger {
	const options = {
		level,
		base: { part },
		serializers: { err: describeError },
		formatters: { log: allowed }
	};
	// At once: what is still to be written when a process ends is tried for ever once nobody reads it any more.
	return pino(options, destination ?? pino.destination({ dest: STANDARD_OUTPUT, sync: true }));
}

/** The other stream: what a command prints for people stays apart. */
export const standardError = (): DestinationStream => pino.destination(2);
