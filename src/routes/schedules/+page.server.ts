import { error, fail, redirect } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readDayAddress } from '#lib/server/workforce/day-page.ts';
import type { DayAddress } from '#lib/server/workforce/day-page.ts';
import {
	aroundMinutes,
	checkException,
	readException
} from '#lib/server/workforce/exception-form.ts';
import { readTeamDay } from '#lib/server/workforce/team-day.ts';
import type { TeamDay } from '#lib/server/workforce/team-day.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What an address selects: an agent, and a stretch of theirs. */
function selectionIn(url: URL, day: TeamDay | null, zone: string) {
	const agent = url.searchParams.get('agent');
	const row = day?.rows.find((one) => one.agent === agent);
	if (!day || !row) return null;
	const instant = (name: string): number | null => {
		const text = url.searchParams.get(name) ?? '';
		return /^\d{12,15}$/.test(text) ? Number(text) : null;
	};
	const [fromMs, toMs] = [instant('from'), instant('to')];
	const stretch = row.out.at(-1) ?? row.planned[0] ?? day.day;
	const span = fromMs !== null && toMs !== null && fromMs < toMs ? { fromMs, toMs } : stretch;
	// What is selected stays the same while the stretch goes on.
	const key = JSON.stringify([row.agent, fromMs, toMs]);
	return { agent: row.agent, key, ...aroundMinutes(span, zone) };
}

async function addressOf(event: Pick<RequestEvent, 'url' | 'locals'>): Promise<DayAddress> {
	const { teams, config } = await runtime();
	const { principal } = event.locals;
	if (principal === null) error(401);
	const clock = { zone: config.timeZone, nowMs: Date.now() };
	return readDayAddress(event.url, principal, await teams.nodes(), clock);
}

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:schedules');
	const parts = await runtime();
	const { scheduleDesk, config, log } = parts;
	const zone = config.timeZone;
	const address = await addressOf(event);
	const { words, date } = address;
	const waiting = await scheduleDesk.waiting();
	let day: TeamDay | null = null;
	let isAway = false;
	try {
		if (words === null || words.length > 0) {
			const asking = await askingOf(parts, event);
			const decisions = await scheduleDesk.waitingDecisions();
			day = await readTeamDay(asking, { date, zone, teams: words, waiting: decisions });
		}
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		log.error({ err: cause }, 'schedules');
		isAway = true;
	}
	const { words: _words, ...shown } = address;
	return {
		...shown,
		zone,
		day,
		isAway,
		waiting: { count: waiting.count, hasFault: waiting.fault !== null },
		selection: selectionIn(event.url, day, zone),
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	async decide(event) {
		const parts = await runtime();
		const form = await event.request.formData();
		const sent = readException(form);
		const checked = checkException(sent, parts.config.timeZone);
		if (!checked.ok) return fail(422, { sent, faults: [...checked.faults] });
		const { scope } = await askingOf(parts, event);
		const asker = { scope, actor: actingIn(event) };
		try {
			const isKnown = await parts.scheduleDesk.decide(checked.draft, asker);
			if (!isKnown) return fail(404, { sent, faults: ['agent' as const] });
		} catch (cause) {
			if (!(cause instanceof QueryError)) throw cause;
			return fail(503, { sent, faults: [], isAway: true });
		}
		const back = new URLSearchParams(event.url.search);
		for (const name of ['/decide', 'agent', 'from', 'to', 'done']) back.delete(name);
		back.set('done', checked.draft.kind);
		redirect(303, `/schedules?${back.toString()}`);
	}
};
