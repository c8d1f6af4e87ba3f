import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
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
const ledgerContacts = new Gauge({
	name: 'atalaya_web_ledger_contacts',
	help: 'Contacts whose bookings are held in memory for the floor',
	registers: [registry]
});
const ledgerMissed = new Counter({
	name: 'atalaya_web_ledger_missed_total',
	help: 'Hours that were read anew because the floor lacked something no notice had told of',
	registers: [registry]
});

/** Prometheus text. */
export const GET: RequestHandler = async () => {
	const { hub } = await runtime();
	viewers.set(hub.viewerCount);
	ledgerContacts.set(hub.ledger.contacts);
	ledgerMissed.reset();
	ledgerMissed.inc(hub.ledger.missed);
	return new Response(await registry.metrics(), {
		headers: { 'content-type': registry.contentType }
	});
};
