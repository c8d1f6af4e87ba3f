/**
 * What the lines say about agents. A log tells of calls whoever answers them, but of the coming and going only of agents
 * that log in, join a queue, pause or wrap up. For these alone `agent.state` is given, also from their calls: of a
 * static member nobody knows when the day ends, and one call would leave them available for ever.
 */
import { Agents, comeBack, goAway, stateOf, takeCall } from './agents.ts';
import type { Agent } from './agents.ts';
import type { LineEvents, LineRef } from './line-events.ts';
import { countAt, isNone } from './queue-log-line.ts';
import type { QueueLogLine } from './queue-log-line.ts';

const SECOND_MS = 1000;
const REASON_MAX = 200;

type Handler = (line: QueueLogLine, agent: Agent, ref: LineRef) => void;

const login =
	(kind: 'channel' | 'callback'): Handler =>
	(_line, agent) => {
		comeBack(agent);
		agent.login = kind;
	};

const logoff: Handler = (_line, agent) => {
	goAway(agent);
};

/** Of one queue, or of all when the line names none; the log writes both when somebody pauses everywhere. */
const pause: Handler = (line, agent) => {
	if (isNone(line.queue)) agent.pausedEverywhere = true;
	else agent.pausedIn.add(line.queue);
	agent.pauseReason = (line.data[0] ?? '').trim().slice(0, REASON_MAX);
	agent.wrap = null;
};

/** Does not bring back who has logged off: only their place in the queue is no longer paused. */
const unpause: Handler = (line, agent) => {
	agent.pausedEverywhere = false;
	if (isNone(line.queue)) agent.pausedIn.clear();
	else agent.pausedIn.delete(line.queue);
	agent.wrap = null;
};

const join: Handler = (line, agent) => {
	if (agent.gone) comeBack(agent);
	agent.queues.add(line.queue);
	if (line.data[0] === 'PAUSED') agent.pausedIn.add(line.queue);
};

const leave: Handler = (line, agent) => {
	agent.queues.delete(line.queue);
	agent.pausedIn.delete(line.queue);
	if (agent.queues.size === 0 && agent.login === 'none') goAway(agent);
};

const wrapUp: Handler = (line, agent, ref) => {
	const seconds = countAt(line, 0);
	if (seconds > 0) agent.wrap = { ref, untilMs: ref.atMs + seconds * SECOND_MS };
};

const PRESENCE: ReadonlyMap<string, Handler> = new Map<string, Handler>([
	['AGENTLOGIN', login('channel')],
	['AGENTCALLBACKLOGIN', login('callback')],
	['AGENTLOGOFF', logoff],
	['AGENTCALLBACKLOGOFF', logoff],
	['PAUSE', pause],
	['PAUSEALL', pause],
	['UNPAUSE', unpause],
	['UNPAUSEALL', unpause],
	['ADDMEMBER', join],
	['REMOVEMEMBER', leave],
	['WRAPUPSTART', wrapUp]
]);

const CALL_ENDS = new Set([
	'COMPLETECALLER',
	'COMPLETEAGENT',
	'BLINDTRANSFER',
	'ATTENDEDTRANSFER',
	'TRANSFER',
	'SYSCOMPAT'
]);

export class AgentLines {
	readonly #events: LineEvents;
	readonly #agents = new Agents();
	readonly #wrapping = new Set<Agent>();

	constructor(events: LineEvents) {
		this.#events = events;
	}

	knows(verb: string): boolean {
		return PRESENCE.has(verb);
	}

	/** Of a verb that it knows. */
	read(line: QueueLogLine, ref: LineRef): void {
		const agent = this.#agents.present(line.agent);
		PRESENCE.get(line.verb)?.(line, agent, ref);
		if (agent.wrap) this.#wrapping.add(agent);
		this.#say(agent, ref);
	}

	/** Of a verb about calls. */
	readCall(line: QueueLogLine, ref: LineRef): void {
		const agent = this.#agents.find(line.agent);
		if (agent === null || agent.gone) return;
		if (line.verb === 'CONNECT') takeCall(agent, line.callId);
		else if (CALL_ENDS.has(line.verb)) agent.calls.delete(line.callId);
		this.#say(agent, ref);
	}

	/** Wrap-ups that ended before this instant: the log has no line for it. */
	passTo(nowMs: number): void {
		for (const agent of this.#wrapping) {
			const { wrap } = agent;
			if (wrap !== null && wrap.untilMs > nowMs) continue;
			this.#wrapping.delete(agent);
			agent.wrap = null;
			if (wrap !== null) this.#say(agent, wrap.ref, { part: 'wrap-end', atMs: wrap.untilMs });
		}
	}

	/** Asterisk was started again: its calls are gone, and with their channels the logins that hang on them. */
	restart(ref: LineRef): void {
		for (const agent of this.#agents.all()) {
			agent.calls.clear();
			if (agent.login === 'channel') goAway(agent);
			this.#say(agent, ref, { part: `restart:${agent.id}` });
		}
	}

	#say(agent: Agent, ref: LineRef, options: { part?: string; atMs?: number } = {}): void {
		const state = stateOf(agent);
		const text = JSON.stringify(state);
		if (text === agent.said) return;
		agent.said = text;
		this.#events.add(ref, 'agent.state', agent.id, state, options);
	}
}
