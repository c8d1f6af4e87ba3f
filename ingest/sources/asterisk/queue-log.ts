/**
 * An Asterisk queue_log as events of interactions, agents and queues. One line at a time, in memory that does not grow
 * with the file; what a line means may depend on the lines before it, never on those after it.
 */
import { createHash } from 'node:crypto';
import { readLines } from '../lines.ts';
import type { Line } from '../lines.ts';
import { failed, MAPPED, skipped } from '../source.ts';
import type { Outcome, Source, SourceRecord } from '../source.ts';
import { AgentLines } from './agent-lines.ts';
import { CallLines } from './call-lines.ts';
import { LineEvents, LineNames } from './line-events.ts';
import type { LineRef, LogIdentity } from './line-events.ts';
import { isNone, parseQueueLogLine } from './queue-log-line.ts';
import type { QueueLogLine } from './queue-log-line.ts';

const LINE_BYTES = 64 * 1024;
const MOST_QUEUES = 100_000;
const NOT_IN_FILE = 'call that began before the file';

/**
 * The same for every file of a server, so that a copy adds nothing; older than any queue_log, so that whatever else is
 * said about the queue is newer.
 */
const REFERENCE_AT_MS = Date.UTC(2000, 0, 1);

/** Lines of the log that are about neither calls nor people. */
const WITHOUT_EVENTS = new Set(['CONFIGRELOAD', 'PENALTY', 'RINGINUSE']);

/** An id has room for 200 characters. */
const NAME_IN_ID = 80;
const VERB_SHOWN = 40;

const nameHash = (name: string): string => createHash('sha256').update(name).digest('base64url');

const decoder = new TextDecoder('utf-8');

class QueueLogMapper {
	readonly #events: LineEvents;
	readonly #names = new LineNames();
	readonly #calls: CallLines;
	readonly #agents: AgentLines;
	readonly #queues = new Set<string>();

	constructor(identity: LogIdentity) {
		this.#events = new LineEvents(identity);
		this.#calls = new CallLines(this.#events);
		this.#agents = new AgentLines(this.#events);
	}

	read(line: Line): SourceRecord {
		const notes: string[] = [];
		const outcome = this.#outcome(line, notes);
		return this.#record(line, outcome, notes, line.terminated);
	}

	/** What is left to say when the file ends. More lines would have said it themselves, or otherwise. */
	end(last: Line): SourceRecord {
		this.#agents.passTo(Infinity);
		return this.#record(last, MAPPED, [], false);
	}

	#record(line: Line, outcome: Outcome, notes: string[], settled: boolean): SourceRecord {
		const events = this.#events.take();
		return { line: line.number, endOffset: line.endOffset, settled, outcome, events, notes };
	}

	#outcome({ bytes, number }: Line, notes: string[]): Outcome {
		if (bytes === null) return failed(`line longer than ${LINE_BYTES} bytes`);
		const text = decoder.decode(bytes);
		if (text.trim() === '') return skipped('blank line');
		const line = parseQueueLogLine(text);
		if (typeof line === 'string') return failed(line);
		const ref = this.#names.name(text, number, line.atMs);
		this.#agents.passTo(line.atMs);
		return this.#dispatch(line, ref, notes);
	}

	#dispatch(line: QueueLogLine, ref: LineRef, notes: string[]): Outcome {
		const { verb } = line;
		if (this.#calls.knows(verb)) return this.#call(line, ref, notes);
		if (this.#agents.knows(verb)) return this.#agent(line, ref);
		if (verb === 'QUEUESTART') {
			this.#calls.restart(ref);
			this.#agents.restart(ref);
			return MAPPED;
		}
		const shown = verb.slice(0, VERB_SHOWN);
		return skipped(WITHOUT_EVENTS.has(verb) ? `${verb}: no event` : `unmapped verb ${shown}`);
	}

	#call(line: QueueLogLine, ref: LineRef, notes: string[]): Outcome {
		if (isNone(line.callId)) return failed(`${line.verb} without a callid`);
		if (isNone(line.queue)) return failed(`${line.verb} without a queue`);
		this.#introduce(line.queue, ref);
		if (!this.#calls.read(line, ref)) notes.push(NOT_IN_FILE);
		this.#agents.readCall(line, ref);
		return MAPPED;
	}

	#agent(line: QueueLogLine, ref: LineRef): Outcome {
		if (isNone(line.agent)) return skipped(`${line.verb} without an agent`);
		if (!isNone(line.queue)) this.#introduce(line.queue, ref);
		this.#agents.read(line, ref);
		return MAPPED;
	}

	#introduce(queue: string, ref: LineRef): void {
		if (this.#queues.has(queue) || this.#queues.size >= MOST_QUEUES) return;
		this.#queues.add(queue);
		const { channel } = this.#events.identity;
		const id = `queue:${channel}:${queue.length > NAME_IN_ID ? nameHash(queue) : queue}`;
		this.#events.addWithId(
			id,
			{ ref, order: 0 },
			'reference.queue',
			queue,
			{ name: queue, channel },
			REFERENCE_AT_MS
		);
	}
}

export function queueLogSource(identity: LogIdentity): Source {
	return {
		async *records(chunks) {
			const mapper = new QueueLogMapper(identity);
			let last: Line | null = null;
			for await (const lines of readLines(chunks, LINE_BYTES)) {
				yield lines.map((line) => mapper.read(line));
				last = lines.at(-1) ?? last;
			}
			if (last === null) return;
			const rest = mapper.end(last);
			if (rest.events.length > 0) yield [rest];
		}
	};
}
