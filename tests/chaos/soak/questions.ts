/** What people and programs ask meanwhile: one question a second, of the API and of the pages. */
import { API_TOKEN } from '../../support/product.ts';

const ANSWER_WITHIN_MS = 60_000;

const metrics = (query: Record<string, string>): string =>
	`/api/v1/metrics/query?${new URLSearchParams(query).toString()}`;

/** Local days of the installation. */
function today(): { from: string; to: string } {
	const DAY_MS = 86_400_000;
	const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
	return { from: `${day(Date.now())}T00:00:00Z`, to: `${day(Date.now() + DAY_MS)}T00:00:00Z` };
}

const ASKED: readonly (() => { readonly path: string; readonly isPage: boolean })[] = [
	() => ({ path: metrics({ metric: 'offered,answered', ...today() }), isPage: false }),
	() => ({ path: metrics({ metric: 'service_level', by: 'queue', ...today() }), isPage: false }),
	() => ({ path: '/history', isPage: true }),
	() => ({ path: metrics({ metric: 'aht', interval: '15m', ...today() }), isPage: false }),
	() => ({ path: metrics({ metric: 'abandon_rate', by: 'channel', ...today() }), isPage: false }),
	() => ({ path: '/api/v1/workforce/now', isPage: false }),
	() => ({ path: '/alerts', isPage: true })
];

export interface QuestionsOptions {
	readonly web: string;
	/** `Cookie` header of somebody who may see all pages. */
	readonly cookie: string;
}

export class Questions {
	readonly #options: QuestionsOptions;
	readonly #timer: NodeJS.Timeout;
	readonly #faults = new Map<string, number>();
	#latenciesMs: number[] = [];
	#asked = 0;

	constructor(options: QuestionsOptions) {
		this.#options = options;
		this.#timer = setInterval(() => void this.#ask(), 1000);
	}

	/** Since the last call. */
	take(): readonly number[] {
		return this.#latenciesMs.splice(0);
	}

	get asked(): number {
		return this.#asked;
	}

	/** Path without its query, and status; how often. */
	get faults(): ReadonlyMap<string, number> {
		return this.#faults;
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	async #ask(): Promise<void> {
		const question = ASKED[this.#asked % ASKED.length]?.();
		this.#asked += 1;
		if (!question) return;
		const { path, isPage } = question;
		const startedAt = performance.now();
		const status = await fetch(`${this.#options.web}${path}`, {
			headers: isPage
				? { cookie: this.#options.cookie, accept: 'text/html' }
				: { authorization: `Bearer ${API_TOKEN}` },
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
		}).then(
			async (answer) => {
				await answer.arrayBuffer();
				return answer.status;
			},
			() => 'no answer'
		);
		if (status === 200) this.#latenciesMs.push(performance.now() - startedAt);
		else this.#note(`${path.split('?', 1)[0] ?? ''}: ${status}`);
	}

	#note(fault: string): void {
		this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + 1);
	}
}
