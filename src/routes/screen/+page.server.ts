import type { ScreenPrincipal } from '#lib/domain/access/principal.ts';
import { currentScreen } from '#lib/server/screens/current-screen.ts';
import type { View } from '#lib/server/live/hub.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Screen } from '#lib/server/store/screens.ts';
import type { PageServerLoad } from './$types';

const asPrincipal = ({ id, name, boards }: Screen): ScreenPrincipal => ({
	kind: 'screen',
	id,
	name,
	boards
});

/** The board that was asked for when it is one of its own, else the first that is still there. */
async function firstView(
	{ hub }: Pick<Runtime, 'hub'>,
	screen: Screen,
	wanted: string | null
): Promise<View | null> {
	const order = [...screen.boards].sort((a, b) => Number(b === wanted) - Number(a === wanted));
	for (const id of order) {
		const view = await hub.view(id, asPrincipal(screen));
		if (view) return view;
	}
	return null;
}

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:screen');
	event.setHeaders({ 'cache-control': 'private, no-store' });
	const { screens, boards, hub, config } = await runtime();
	const screen = await currentScreen(event, screens);
	if (!screen) return { screen: null, view: null };
	const { name, revision, rotateSeconds } = screen;
	const there = new Set((await boards.list()).map(({ id }) => id));
	const view = await firstView({ hub }, screen, event.url.searchParams.get('board'));
	return {
		screen: { name, revision, rotateSeconds, boards: screen.boards.filter((id) => there.has(id)) },
		view: view && {
			board: view.board,
			snapshot: view.snapshot,
			zone: view.board.zone === '' ? config.timeZone : view.board.zone
		}
	};
};
