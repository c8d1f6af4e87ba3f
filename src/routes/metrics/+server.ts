import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { registerAlertCounters } from '#lib/server/alerts/counters.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: 'atalaya_web_' });
registerAlertCounters(registry);
const viewers = new Gauge({
	name: 'atalaya_web_viewers',
	help: 'Open connections of boards',
	registers: [registry]
});

/** Prometheus text. */
export const GET: RequestHandler = async () => {
	const { hub } = await runtime();
	viewers.set(hub.viewerCount);
	return new Response(await registry.metrics(), {
		headers: { 'content-type': registry.contentType }
	});
};
