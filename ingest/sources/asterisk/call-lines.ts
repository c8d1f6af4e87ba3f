/** What the lines about calls say: which verb of the log is which event. */
import { CallEvents } from './call-events.ts';
import type { LineEvents, LineRef } from './line-events.ts';
import { countAt } from './queue-log-line.ts';
import type { QueueLogLine } from './queue-log-line.ts';

type Handler = (calls: CallEvents, line: QueueLogLine, ref: LineRef) => void;

/** Each may be the first line of a call. */
const BEGINNINGS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
	[
		'ENTERQUEUE',
		(calls, line, ref) => {
			calls.enter(line, ref);
		}
	],
	['CLOSED', closed],
	// Other words of dialplans for a queue that takes nobody in.
	['FULL', closed],
	['JOINEMPTY', closed]
]);

const VERBS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
	...BEGINNINGS,
	[
		'CONNECT',
		(calls, line, ref) => {
			calls.connect(line, ref);
		}
	],
	['COMPLETECALLER', completedBy('customer')],
	['COMPLETEAGENT', completedBy('agent')],
	['ABANDON', abandoned],
	// A codec that fits no agent: the customer hears nothing and is gone.
	['SYSCOMPAT', abandoned],
	['EXITWITHTIMEOUT', left],
	['EXITEMPTY', left],
	['EXITWITHKEY', left],
	['WITHDRAW', left],
	[
		'RINGNOANSWER',
		(calls, line, ref) => {
			calls.declined(line, ref, 'no_answer', countAt(line, 0));
		}
	],
	[
		'AGENTDUMP',
		(calls, line, ref) => {
			calls.declined(line, ref, 'rejected', 0);
		}
	],
	[
		// The caller left while it rang: the agent declined nothing.
		'RINGCANCELED',
		(calls, line, ref) => {
			calls.ring(line, ref, countAt(line, 0));
		}
	],
	['BLINDTRANSFER', transferred('cold')],
	['ATTENDEDTRANSFER', transferred('warm')],
	['TRANSFER', transferred('cold')]
]);

function closed(calls: CallEvents, line: QueueLogLine, ref: LineRef): void {
	calls.closed(line, ref);
}

function left(calls: CallEvents, line: QueueLogLine, ref: LineRef): void {
	calls.leave(line, ref);
}

function abandoned(calls: CallEvents, line: QueueLogLine, ref: LineRef): void {
	calls.abandon(line, ref);
}

function completedBy(by: 'customer' | 'agent'): Handler {
	return (calls, line, ref) => {
		calls.complete(line, ref, by);
	};
}

function transferred(kind: 'cold' | 'warm'): Handler {
	return (calls, line, ref) => {
		calls.transfer(line, ref, kind);
	};
}

export class CallLines {
	readonly #calls: CallEvents;

	constructor(events: LineEvents) {
		this.#calls = new CallEvents(events);
	}

	knows(verb: string): boolean {
		return VERBS.has(verb);
	}

	/** False when the call began before the file did. */
	read(line: QueueLogLine, ref: LineRef): boolean {
		const known = this.#calls.knows(line.callId) || BEGINNINGS.has(line.verb);
		VERBS.get(line.verb)?.(this.#calls, line, ref);
		return known;
	}

	/** Asterisk was started again. */
	restart(ref: LineRef): void {
		this.#calls.restart(ref);
	}
}
