/** Says every few seconds that this page has an evaluation open, and is told who else does. */
import type { PresentPerson } from '#lib/domain/quality/draft-exchange.ts';

export const BEAT_MS = 10_000;

interface Beat {
	readonly evaluation: string;
	readonly ask: typeof fetch;
	readonly ontold: (others: readonly PresentPerson[]) => void;
}

/** What it gives back says that the page is closed, and ends it. */
export function startPresence({ evaluation, ask, ontold }: Beat): () => void {
	const page = crypto.randomUUID();
	const address = `/quality/evaluations/${encodeURIComponent(evaluation)}/presence?page=${page}`;
	let hasEnded = false;
	const beat = async (): Promise<void> => {
		try {
			const response = await ask(address, { method: 'PUT' });
			if (!response.ok) return;
			const { others } = (await response.json()) as { others: PresentPerson[] };
			if (!hasEnded) ontold(others);
		} catch {
			// The next beat tells; what is saved says for itself that there is no connection.
		}
	};
	const leave = (): void => {
		void ask(address, { method: 'DELETE', keepalive: true }).catch(() => undefined);
	};
	const timer = setInterval(() => void beat(), BEAT_MS);
	void beat();
	addEventListener('pagehide', leave);
	return () => {
		hasEnded = true;
		clearInterval(timer);
		removeEventListener('pagehide', leave);
		leave();
	};
}
