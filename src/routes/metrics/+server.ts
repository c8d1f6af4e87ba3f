import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

/** Prometheus text. */
export const GET: RequestHandler = async () => {
	const { telemetry } = await runtime();
	const { text, type } = await telemetry.show();
	return new Response(text, { headers: { 'content-type': type } });
};
