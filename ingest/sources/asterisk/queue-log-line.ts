/** One line of a queue_log: `epoch|callid|queue|agent|VERB|data1|data2|…`. */

export interface QueueLogLine {
	/** The floor of the epoch to whole seconds, as the hold and talk fields of the log count them. */
	readonly atMs: number;
	readonly callId: string;
	/** `NONE` when the line is about no queue. */
	readonly queue: string;
	/** Interface or member name; `NONE` when there is none. */
	readonly agent: string;
	readonly verb: string;
	readonly data: readonly string[];
}

const EPOCH = /^(\d{9,10})(?:\.\d{1,9})?$/;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const ID_MAX = 200;
/** Leaves room for the server in front of it. */
const CALL_ID_MAX = 100;

function fault({ callId, queue, agent }: QueueLogLine): string | null {
	if (callId.length > CALL_ID_MAX) return `callid longer than ${CALL_ID_MAX} characters`;
	if (queue.length > ID_MAX || agent.length > ID_MAX) {
		return `queue or agent longer than ${ID_MAX} characters`;
	}
	return null;
}

function secondMs(epoch: string): number | null {
	const seconds = EPOCH.exec(epoch)?.[1];
	return seconds === undefined ? null : Number(seconds) * 1000;
}

/** The line, or what is wrong with it. */
export function parseQueueLogLine(text: string): QueueLogLine | string {
	if (CONTROL.test(text)) return 'control characters in the line';
	const [epoch = '', callId = '', queue = '', agent = '', verb = '', ...data] = text.split('|');
	if (verb === '') return 'fewer than five fields separated by |';
	const atMs = secondMs(epoch);
	if (atMs === null) return 'the first field is not a time in seconds since 1970';
	const line = { atMs, callId, queue, agent, verb, data };
	return fault(line) ?? line;
}

export const isNone = (word: string): boolean => word === '' || word.toUpperCase() === 'NONE';

/** A count of the log (seconds or milliseconds) in field `index`; 0 when it is absent or no number. */
export function countAt(line: QueueLogLine, index: number): number {
	const text = line.data.at(index) ?? '';
	return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
