import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { readOpenComplaints } from '#lib/server/regulation/open-complaints.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readSettings } from '#lib/server/store/settings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const { timeZone: zone } = parts.config;
	const { clickhouse, tenant, scope, signal, now } = await askingOf(parts, event);
	const { regulation: settings } = await readSettings(parts.store.database);
	const isSet = settings.complaintTopics.length + settings.undueChargeTopics.length > 0;
	const terms = { complaint: settings.complaintDays, undueCharge: settings.undueChargeDays };
	const asking = { clickhouse, tenant, scope, signal, zone, settings, nowMs: now() };
	try {
		return { zone, isSet, terms, open: await readOpenComplaints(asking) };
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		parts.log.error({ err: cause }, 'complaints');
		return { zone, isSet, terms, open: null };
	}
};
