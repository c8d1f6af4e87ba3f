/** A television asks for a code to be paired by. */
import { json } from '@sveltejs/kit';
import { showCode } from '#lib/domain/screens/pairing-code.ts';
import type { PairingOffer } from '#lib/components/screens/pairing-answer.ts';
import { problemResponse } from '#lib/server/api/problem.ts';
import { runtime } from '#lib/server/runtime.ts';
import { giveSecret, pairingSecret } from '#lib/server/screens/pairing-cookie.ts';
import { qrCode } from '#lib/server/qr-code.ts';
import type { RequestHandler } from './$types';

const RETRY_S = '60';

export const POST: RequestHandler = async (event) => {
	const { pairings } = await runtime();
	const nowMs = Date.now();
	const pairing = await pairings.open(event.getClientAddress(), pairingSecret(event));
	if (!pairing) {
		return problemResponse(
			{
				status: 429,
				code: 'too_many_pairings',
				title: 'Too many screens wait to be paired',
				detail: 'try again in a minute'
			},
			{ 'retry-after': RETRY_S }
		);
	}
	const livesMs = pairing.expiresAtMs - nowMs;
	giveSecret(event, pairing.secret, livesMs);
	const { host, origin } = event.url;
	const offer: PairingOffer = {
		code: showCode(pairing.code),
		address: `${host}/pair`,
		qr: qrCode(`${origin}/pair?code=${pairing.code}`),
		livesMs
	};
	return json(offer, { status: 201, headers: { 'cache-control': 'private, no-store' } });
};
