import { error, redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { readPage } from '#lib/server/api/contacts-request.ts';
import { isOverLimit } from '#lib/server/clickhouse/over-limit.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { readAskedNumber } from '#lib/server/passport/asked-number.ts';
import { passportOutlook } from '#lib/server/passport/passport-outlook.ts';
import { readPassport } from '#lib/server/passport/passport.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = '50';
const NOTHING = { passport: null, outlook: null };

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const { principal } = event.locals;
	const query = event.url.searchParams;
	const nowMs = Date.now();
	const { access, boards, config } = parts;
	const options = { principal, access, boards, zone: config.timeZone, nowMs };
	const read = await readAskedNumber(query, options);
	// The same for a tile that is not there and for one of a board that is not theirs.
	if ('missing' in read) error(404, 'no such number');
	if ('pinned' in read) redirect(303, `/passport?${read.pinned.toString()}`);
	if ('problem' in read) return { ...NOTHING, problem: read.problem };
	const page = readPage(
		new URLSearchParams({
			limit: PAGE_ROWS,
			...(query.has('after') ? { after: query.get('after') ?? '' } : {})
		})
	);
	if ('problem' in page) return { ...NOTHING, problem: page.problem };
	const { scope } = read.asked;
	const { now: _now, ...asking } = await askingOf(parts, event);
	const mayList = may(principal, 'interactions.read');
	try {
		const passport = await readPassport(read.asked, { ...asking, scope, nowMs, mayList, ...page });
		const outlook = await passportOutlook(read.asked, { ...asking, scope, now: () => nowMs });
		return { passport, outlook, problem: null };
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		if (isOverLimit(cause)) return { ...NOTHING, problem: { code: 'too_much', field: 'to' } };
		parts.log.error({ err: cause }, 'passport');
		return error(503, 'the database does not answer');
	}
};
