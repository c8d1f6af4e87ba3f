/** Follows events as a stranger would, knowing only the contract, and lists what cannot have happened. */
import type { TimedEvent } from '../event-sheet.ts';

export interface SegmentStory {
	readonly interaction: string;
	readonly queue: string;
	readonly channel: string;
	readonly queuedAtMs: number;
	acceptedAtMs: number | null;
	abandonedAtMs: number | null;
	transferredAtMs: number | null;
	endedAtMs: number | null;
	wrappedAtMs: number | null;
	agent: string;
	held: boolean;
}

interface AgentStory {
	state: string;
	stateAtMs: number;
	readonly talking: Set<SegmentStory>;
	readonly wrapping: Set<SegmentStory>;
}

type Data = Readonly<Record<string, unknown>>;

/** A state of one instant may be written a millisecond later. */
const STATE_SLACK_MS = 2;
const UNITS: Readonly<Record<string, number>> = {
	voice: 6,
	callback: 6,
	email: 6,
	social: 3,
	chat: 3,
	whatsapp: 2
};

const waits = ({ acceptedAtMs, abandonedAtMs }: SegmentStory): boolean =>
	acceptedAtMs === null && abandonedAtMs === null;

export class Lifecycle {
	readonly faults: string[] = [];
	readonly segments = new Map<string, SegmentStory>();
	readonly agents = new Map<string, AgentStory>();
	readonly #channels = new Map<string, string>();
	readonly #unsettled = new Map<string, number>();
	#lastMs = -Infinity;

	add({ atMs, event }: TimedEvent): void {
		if (atMs < this.#lastMs) this.#fault(event.id, 'goes back in time');
		this.#lastMs = atMs;
		for (const [agent, sinceMs] of this.#unsettled) {
			if (atMs - sinceMs > STATE_SLACK_MS) this.#checkState(agent);
		}
		const name = event.type.slice('atalaya.'.length, -'.v1'.length);
		const data = event.data as Data;
		if (name === 'agent.state') this.#onState(event.subject, String(data['state']), atMs);
		else if (name === 'interaction.created')
			this.#channels.set(event.subject, String(data['channel']));
		else if (name.startsWith('interaction.'))
			this.#onContact(name.slice(12), event.subject, data, atMs);
	}

	finish(): void {
		for (const agent of this.#unsettled.keys()) this.#checkState(agent);
		for (const [key, story] of this.segments) {
			if (story.acceptedAtMs !== null && story.wrappedAtMs === null)
				this.#fault(key, 'was never wrapped');
			const left = story.abandonedAtMs ?? story.transferredAtMs ?? story.endedAtMs;
			if (story.acceptedAtMs === null && left === null) this.#fault(key, 'waits for ever');
			if (story.held) this.#fault(key, 'stays on hold');
		}
	}

	#fault(what: string, why: string): void {
		this.faults.push(`${what} ${why}`);
	}

	#agent(id: string): AgentStory {
		const found = this.agents.get(id);
		if (found) return found;
		const story = {
			state: 'unknown',
			stateAtMs: -1,
			talking: new Set<SegmentStory>(),
			wrapping: new Set<SegmentStory>()
		};
		this.agents.set(id, story);
		return story;
	}

	#onState(id: string, state: string, atMs: number): void {
		const agent = this.#agent(id);
		if (agent.stateAtMs === atMs) this.#fault(id, 'has two states at one instant');
		if (agent.state === state && state !== 'offline') this.#fault(id, `becomes ${state} twice`);
		agent.state = state;
		agent.stateAtMs = atMs;
		this.#unsettled.set(id, atMs);
	}

	/** What an agent says they do is what their contacts say. */
	#checkState(id: string): void {
		this.#unsettled.delete(id);
		const { state, talking, wrapping } = this.#agent(id);
		const expected = talking.size > 0 ? 'handling' : wrapping.size > 0 ? 'wrapping' : null;
		const works = state === 'handling' || state === 'wrapping';
		if (expected === null ? works : state !== expected) {
			this.#fault(id, `is ${state} with ${talking.size} contacts and ${wrapping.size} to wrap`);
		}
	}

	#onContact(what: string, id: string, data: Data, atMs: number): void {
		if (what === 'message' || what === 'reopened') return;
		const key = `${id}/${typeof data['segment'] === 'number' ? data['segment'] : 1}`;
		const agent = typeof data['agent'] === 'string' ? data['agent'] : '';
		if (what === 'queued') this.#onQueued(key, id, data, atMs);
		const story = this.segments.get(key) ?? this.#unqueued(key, id, what, atMs);
		if (agent !== '' && what !== 'offered' && what !== 'declined') this.#unsettled.set(agent, atMs);
		this.#apply(what, key, story, agent, atMs);
	}

	#onQueued(key: string, id: string, data: Data, atMs: number): void {
		if (this.segments.has(key)) this.#fault(key, 'is queued twice');
		const channel = this.#channels.get(id);
		if (channel === undefined) this.#fault(key, 'is queued before it is created');
		this.segments.set(key, this.#story(id, String(data['queue']), channel ?? '', atMs));
	}

	/** A call we make has no queue. */
	#unqueued(key: string, id: string, what: string, atMs: number): SegmentStory {
		const channel = this.#channels.get(id) ?? '';
		if (channel !== 'callback' || what !== 'accepted')
			this.#fault(key, `is ${what} before it is queued`);
		const story = this.#story(id, '', channel, atMs);
		this.segments.set(key, story);
		return story;
	}

	#story(interaction: string, queue: string, channel: string, queuedAtMs: number): SegmentStory {
		return {
			interaction,
			queue,
			channel,
			queuedAtMs,
			acceptedAtMs: null,
			abandonedAtMs: null,
			transferredAtMs: null,
			endedAtMs: null,
			wrappedAtMs: null,
			agent: '',
			held: false
		};
	}

	#apply(what: string, key: string, story: SegmentStory, agent: string, atMs: number): void {
		const ofWaiting = ['offered', 'declined', 'accepted', 'abandoned'].includes(what);
		if (ofWaiting && !waits(story)) this.#fault(key, `is ${what} while nobody waits`);
		if (what === 'held' || what === 'resumed') this.#hold(what, key, story);
		else if (what === 'accepted') this.#accept(key, story, agent, atMs);
		else if (what === 'abandoned') story.abandonedAtMs = atMs;
		else if (what === 'transferred' || what === 'ended') this.#leave(what, key, story, atMs);
		else if (what === 'wrapped') this.#wrap(key, story, agent, atMs);
	}

	#hold(what: 'held' | 'resumed', key: string, story: SegmentStory): void {
		const over = story.endedAtMs !== null || story.transferredAtMs !== null;
		if (story.acceptedAtMs === null || over || story.held === (what === 'held')) {
			this.#fault(key, `is ${what} out of turn`);
		}
		story.held = what === 'held';
	}

	#accept(key: string, story: SegmentStory, id: string, atMs: number): void {
		story.acceptedAtMs = atMs;
		story.agent = id;
		const agent = this.#agent(id);
		const load = [...agent.talking, ...agent.wrapping, story].reduce(
			(sum, { channel }) => sum + (UNITS[channel] ?? 6),
			0
		);
		if (load > 6) this.#fault(key, `is too much for ${id}`);
		agent.talking.add(story);
	}

	#leave(what: 'transferred' | 'ended', key: string, story: SegmentStory, atMs: number): void {
		if (
			story.endedAtMs !== null ||
			story.transferredAtMs !== null ||
			story.abandonedAtMs !== null
		) {
			this.#fault(key, `is ${what} after its end`);
		}
		if (story.held) this.#fault(key, `is ${what} on hold`);
		if (what === 'ended') story.endedAtMs = atMs;
		else story.transferredAtMs = atMs;
		if (story.acceptedAtMs === null) return;
		const agent = this.#agent(story.agent);
		agent.talking.delete(story);
		agent.wrapping.add(story);
		this.#unsettled.set(story.agent, atMs);
	}

	#wrap(key: string, story: SegmentStory, agent: string, atMs: number): void {
		if (story.endedAtMs === null && story.transferredAtMs === null)
			this.#fault(key, 'is wrapped before its end');
		if (agent !== story.agent) this.#fault(key, `is wrapped by ${agent}, not ${story.agent}`);
		story.wrappedAtMs = atMs;
		this.#agent(story.agent).wrapping.delete(story);
	}
}

export function follow(events: Iterable<TimedEvent>): Lifecycle {
	const lifecycle = new Lifecycle();
	for (const timed of events) lifecycle.add(timed);
	lifecycle.finish();
	return lifecycle;
}
