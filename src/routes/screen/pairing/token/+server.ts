/** A television asks whether somebody has typed its code, and gets its token when so. */
import { json } from '@sveltejs/kit';
import type { PairingProgress } from '#lib/components/screens/pairing-answer.ts';
import { runtime } from '#lib/server/runtime.ts';
import { giveToken } from '#lib/server/screens/current-screen.ts';
import { pairingSecret } from '#lib/server/screens/pairing-cookie.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { pairings } = await runtime();
	const secret = pairingSecret(event);
	const collected = secret === null ? null : await pairings.collect(secret);
	if (collected?.state === 'paired') giveToken(event, collected.token);
	const progress: PairingProgress = { state: collected?.state ?? 'gone' };
	return json(progress, { headers: { 'cache-control': 'private, no-store' } });
};
