/** What a television asks now and then: whether it is still paired, and whether anything about it was changed. */
import { json } from '@sveltejs/kit';
import { version } from '$app/environment';
import { currentScreen } from '#lib/server/screens/current-screen.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { ScreenAnswer } from '#lib/components/screens/screen-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { screens } = await runtime();
	const screen = await currentScreen(event, screens);
	const answer: ScreenAnswer = { revision: screen?.revision ?? null, build: version };
	return json(answer, { headers: { 'cache-control': 'private, no-store' } });
};
