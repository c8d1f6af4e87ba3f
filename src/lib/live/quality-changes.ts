/** Hears within a second that something about evaluations, or what scorecards show, changed. What it was, the page asks itself. */
import { LIVE_PATH, QUALITY_TOPIC, SCORECARDS_TOPIC, TOTAL_ROW } from './protocol.ts';
import type { Patch, Snapshot, TopicName } from './protocol.ts';
import { isShutOut } from './shut-out.ts';
import { connectBoard } from './socket.ts';

/** What was committed this long before the connection may be missing on a page that was made before it. */
const MISSED_MS = 10_000;
/** The next question at the soonest; what is heard meanwhile is one. */
const LEAST_BETWEEN_MS = 500;

const instantIn = (cells: Readonly<Record<string, unknown>> | undefined): number | null => {
	const at = cells?.['changedAt'];
	return typeof at === 'number' ? at : null;
};

/** The number of the last message, and when what is watched last changed. */
export class QualityChanges {
	#seq = -1;
	#changedAtMs: number | null = null;
	readonly #onChange: () => void;
	readonly #topic: string;

	constructor(onChange: () => void, topic: string = QUALITY_TOPIC) {
		this.#topic = topic;
		this.#onChange = onChange;
	}

	get seq(): number {
		return this.#seq;
	}

	/** False: a message is missing. */
	hear(message: Snapshot | Patch): boolean {
		if (message.type === 'patch' && message.seq <= this.#seq) return true;
		if (message.type === 'patch' && message.seq !== this.#seq + 1) return false;
		this.#seq = message.seq;
		if (message.type === 'snapshot') {
			this.#note(instantIn(message.tiles[this.#topic]?.[TOTAL_ROW]), message.at);
			return true;
		}
		for (const op of message.ops) if (op.op !== 'drop') this.#note(instantIn(op.cells), message.at);
		return true;
	}

	#note(changedAtMs: number | null, nowMs: number): void {
		if (changedAtMs === null || changedAtMs === this.#changedAtMs) return;
		const isNews = this.#changedAtMs !== null || nowMs - changedAtMs < MISSED_MS;
		this.#changedAtMs = changedAtMs;
		if (isNews) this.#onChange();
	}
}

/** Calls at once, then with pauses; the last of those in between is never lost. */
export function paced(call: () => void, leastBetweenMs = LEAST_BETWEEN_MS) {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isWaiting = false;
	const run = (): void => {
		isWaiting = false;
		call();
		timer = setTimeout(() => {
			timer = undefined;
			if (isWaiting) run();
		}, leastBetweenMs);
	};
	return {
		call(): void {
			if (timer === undefined) run();
			else isWaiting = true;
		},
		stop(): void {
			clearTimeout(timer);
			timer = undefined;
			isWaiting = false;
		}
	};
}

/** Until the function it gives is called. In the browser, for those who may watch the topic. */
function follow(name: TopicName, topic: string, onChange: () => void): () => void {
	const { protocol, host } = window.location;
	const pace = paced(onChange);
	const changes = new QualityChanges(() => {
		pace.call();
	}, topic);
	const socket = connectBoard({
		url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${LIVE_PATH}?topic=${name}`,
		board: topic,
		seq: () => changes.seq,
		onMessage: (message) => changes.hear(message),
		onConnection: () => undefined,
		onRefused: () => undefined,
		onSignedOut: () => {
			window.location.reload();
		},
		isShutOut
	});
	return () => {
		pace.stop();
		socket.stop();
	};
}

export const followQuality = (onChange: () => void): (() => void) =>
	follow('quality', QUALITY_TOPIC, onChange);
export const followScorecards = (onChange: () => void): (() => void) =>
	follow('scorecards', SCORECARDS_TOPIC, onChange);
