/** Agents of the log: who is there, in which queues, paused, on a call or wrapping up. */
import type { LineRef } from './line-events.ts';

export interface Agent {
	readonly id: string;
	/** `channel`: AGENTLOGIN, which ends with the channel and so with Asterisk. */
	login: 'none' | 'channel' | 'callback';
	/** Logged off or taken out of the last queue. */
	gone: boolean;
	readonly queues: Set<string>;
	readonly pausedIn: Set<string>;
	pausedEverywhere: boolean;
	pauseReason: string;
	/** Callids of the calls they are on. */
	readonly calls: Set<string>;
	/** The line that began the wrap-up and when it ends. */
	wrap: { readonly ref: LineRef; readonly untilMs: number } | null;
	/** What was last said about them, so that it is not said twice. */
	said: string;
}

export interface AgentState {
	readonly state: 'available' | 'handling' | 'wrapping' | 'break' | 'offline';
	readonly reason?: string;
	readonly queues?: string[];
}

const MOST_AGENTS = 50_000;
const MOST_CALLS = 50;

/** Only of agents whose coming the log tells (see AgentLines). */
export class Agents {
	readonly #agents = new Map<string, Agent>();

	find(id: string): Agent | null {
		return this.#agents.get(id) ?? null;
	}

	present(id: string): Agent {
		const agent: Agent = this.#agents.get(id) ?? {
			id,
			login: 'none',
			gone: false,
			queues: new Set(),
			pausedIn: new Set(),
			pausedEverywhere: false,
			pauseReason: '',
			calls: new Set(),
			wrap: null,
			said: ''
		};
		this.#agents.delete(id);
		this.#agents.set(id, agent);
		if (this.#agents.size > MOST_AGENTS) {
			for (const oldest of this.#agents.keys()) {
				this.#agents.delete(oldest);
				break;
			}
		}
		return agent;
	}

	all(): IterableIterator<Agent> {
		return this.#agents.values();
	}
}

/** Paused as a whole, or in every queue they are known to serve. */
function isPaused(agent: Agent): boolean {
	if (agent.pausedEverywhere) return true;
	if (agent.pausedIn.size === 0) return false;
	return [...agent.queues].every((queue) => agent.pausedIn.has(queue));
}

export function stateOf(agent: Agent): AgentState {
	const queues = agent.queues.size > 0 ? { queues: [...agent.queues].sort() } : {};
	if (agent.gone) return { state: 'offline' };
	if (agent.calls.size > 0) return { state: 'handling', ...queues };
	if (agent.wrap !== null) return { state: 'wrapping', ...queues };
	if (!isPaused(agent)) return { state: 'available', ...queues };
	const reason = agent.pauseReason === '' ? {} : { reason: agent.pauseReason };
	return { state: 'break', ...reason, ...queues };
}

export function takeCall(agent: Agent, callId: string): void {
	agent.calls.add(callId);
	agent.wrap = null;
	if (agent.calls.size <= MOST_CALLS) return;
	for (const oldest of agent.calls) {
		agent.calls.delete(oldest);
		return;
	}
}

export function comeBack(agent: Agent): void {
	agent.gone = false;
	agent.pausedEverywhere = false;
	agent.pausedIn.clear();
	agent.pauseReason = '';
	agent.wrap = null;
}

export function goAway(agent: Agent): void {
	agent.gone = true;
	agent.login = 'none';
	agent.calls.clear();
	agent.wrap = null;
}
