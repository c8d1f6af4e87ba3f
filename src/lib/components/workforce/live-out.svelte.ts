/** Who is out of adherence now, asked every ten seconds while somebody looks; the clock of the page runs on between. */
import type { OutNow } from '#lib/domain/workforce/lanes.ts';

interface OutAgent extends OutNow {
	readonly agent: string;
}
interface Answer {
	readonly asOfMs: number;
	readonly out: readonly OutAgent[];
}

const AGAIN_MS = 10_000;
const SECOND_MS = 1000;
/** An answer this old is said to be old. */
const STALE_MS = 35_000;

export class LiveOut {
	#answer = $state.raw<Answer>({ asOfMs: 0, out: [] });
	/** What the clock of the server shows. */
	nowMs = $state(0);
	#skewMs = 0;
	readonly isStale = $derived(this.nowMs - this.#answer.asOfMs > STALE_MS);

	constructor(first: Answer) {
		this.take(first);
	}

	/** Null: keeps to the plan, or has none now. */
	outOf(agent: string): OutNow | null {
		return this.#answer.out.find((one) => one.agent === agent) ?? null;
	}

	get asOfMs(): number {
		return this.#answer.asOfMs;
	}

	/** The newer of two answers holds. */
	take(answer: Answer): void {
		if (answer.asOfMs < this.#answer.asOfMs) return;
		this.#skewMs = answer.asOfMs - Date.now();
		this.#answer = answer;
		this.nowMs = answer.asOfMs;
	}

	/** Until the function it gives is called. */
	start(address: () => string | null): () => void {
		const clock = setInterval(() => {
			this.nowMs = Date.now() + this.#skewMs;
		}, SECOND_MS);
		const questions = setInterval(() => {
			const from = address();
			if (from !== null && document.visibilityState === 'visible') void this.#ask(from);
		}, AGAIN_MS);
		return () => {
			clearInterval(clock);
			clearInterval(questions);
		};
	}

	async #ask(address: string): Promise<void> {
		try {
			const answer = await fetch(address, { headers: { accept: 'application/json' } });
			if (answer.ok) this.take((await answer.json()) as Answer);
		} catch {
			// Asked again in a moment; until then the page says how old it is.
		}
	}
}
