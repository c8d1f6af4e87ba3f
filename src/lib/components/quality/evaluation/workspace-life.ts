/** What goes on while an evaluation is open: presence, the time it takes, and saving before the page goes away. */
import type { PresentPerson } from '#lib/domain/quality/draft-exchange.ts';
import type { DraftKeeper } from './draft-keeper.svelte.ts';
import { startPresence } from './presence-beat.ts';

const WORK_TICK_MS = 1000;

/** What it gives back ends it, and saves what is left. */
export function liveWorkspace(
	evaluation: string,
	keeper: DraftKeeper,
	ontold: (others: readonly PresentPerson[]) => void
): () => void {
	keeper.restore();
	const stopPresence = startPresence({
		...{ evaluation, ontold },
		ask: (...request) => fetch(...request)
	});
	const timer = setInterval(() => {
		if (document.visibilityState === 'visible') keeper.addWork(WORK_TICK_MS);
	}, WORK_TICK_MS);
	const leave = (): void => {
		void keeper.save(true);
	};
	const retry = (): void => {
		void keeper.save();
	};
	addEventListener('pagehide', leave);
	addEventListener('online', retry);
	return () => {
		removeEventListener('pagehide', leave);
		removeEventListener('online', retry);
		clearInterval(timer);
		stopPresence();
		keeper.stop();
		leave();
	};
}
