import { error } from '@sveltejs/kit';
import { DAY_MS } from '#lib/domain/quality/review-settings.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import type { CasePosition } from '#lib/server/quality/dispute-queue.ts';
import { caseRows, rateRows, seeingOf } from '#lib/server/quality/dispute-rows.ts';
import { namesFor } from '#lib/server/quality/evaluation-page.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readSettings } from '#lib/server/store/settings.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = 25;
const PERIODS = [30, 90, 365] as const;
const USUAL_DAYS = 90;
const POSITION = /^(\d{1,15})\.([0-9a-f-]{36})$/;

function positionIn(text: string | null): CasePosition | null {
	const [, decidedAtMs, evaluation] = POSITION.exec(text ?? '') ?? [];
	return decidedAtMs === undefined || evaluation === undefined
		? null
		: { decidedAtMs: Number(decidedAtMs), evaluation };
}

export const load: PageServerLoad = async (event) => {
	const {
		url,
		locals: { principal }
	} = event;
	if (principal?.kind !== 'person') error(404, 'no such page');
	const parts = await runtime();
	const { queue } = parts.quality.review;
	const nowMs = Date.now();
	const days = PERIODS.find((one) => String(one) === url.searchParams.get('days')) ?? USUAL_DAYS;
	const before = positionIn(url.searchParams.get('before'));
	try {
		const seeing = await seeingOf(parts, principal);
		const [open, decided, rates, { quality: settings }] = await Promise.all([
			queue.open(seeing),
			queue.decided(seeing, { before, limit: PAGE_ROWS }),
			queue.rates(seeing, nowMs - days * DAY_MS),
			readSettings(parts.store.database)
		]);
		const cases = [...open, ...decided.cases];
		const about = cases.map(({ evaluation }) => evaluation);
		const names = await namesFor(parts, event, about);
		const reading = { person: principal, names, settings, nowMs };
		const { next } = decided;
		return {
			days,
			periods: PERIODS,
			open: await caseRows(parts, open, reading),
			decided: await caseRows(parts, decided.cases, reading),
			rates: { total: rates.total, ...(await rateRows(parts, rates, names)) },
			older: next && `?days=${days}&before=${next.decidedAtMs}.${next.evaluation}`,
			newest: before && `?days=${days}`
		};
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		parts.log.error({ err: cause }, 'disputes');
		return error(503, 'the database does not answer');
	}
};
