/** The page of complaints that are not resolved: each with the day the law gives it, and how old they are together. */
import { ageBands, dueState } from '#lib/domain/regulation/open-complaint.ts';
import type { AgeBand, DueState, OpenComplaint } from '#lib/domain/regulation/open-complaint.ts';
import type { RegulationSettings } from '#lib/domain/regulation/settings.ts';
import { folded } from '#lib/domain/regulation/terms.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { queueNamesInScope } from '../queries/names.ts';
import { openComplaints } from '../queries/open-complaints.ts';

/** Whoever has waited longer than this is found by searching. */
const DAYS_BACK = 400;
const DAY_MS = 86_400_000;
/** Counted; so many are open nowhere that works through them. */
const MOST_COUNTED = 5000;
/** More than these nobody reads down. */
export const MOST_SHOWN = 300;

export interface ShownComplaint extends OpenComplaint {
	readonly state: DueState;
	/** The last day, `2026-10-05`, by the clock of its region; null without a term. */
	readonly dueDay: string | null;
	/** Empty: none of the calendars. */
	readonly region: string;
	readonly channel: string;
	readonly queue: string;
}

export interface OpenComplaints {
	/** Overdue ones first, then by their last day. */
	readonly rows: readonly ShownComplaint[];
	readonly total: number;
	/** There are more than were counted. */
	readonly isMore: boolean;
	readonly overdue: number;
	readonly urgent: number;
	readonly bands: readonly AgeBand[];
}

interface Asking {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly scope: RowScope;
	readonly signal: AbortSignal;
	readonly nowMs: number;
	/** Of the installation. */
	readonly zone: string;
	readonly settings: RegulationSettings;
}

/** Days of the clock of a region; the last moment of a term is a millisecond before it is too late. */
function dayWriter({ settings, zone }: Pick<Asking, 'settings' | 'zone'>) {
	const zones = new Map(settings.regions.map((one) => [folded(one.code), one.zone || zone]));
	const formats = new Map<string, Intl.DateTimeFormat>();
	return (region: string, dueMs: number): string => {
		const timeZone = zones.get(region) ?? zone;
		const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
		formats.set(timeZone, format);
		return format.format(dueMs - 1);
	};
}

async function queueNames(
	{ clickhouse, tenant, scope, signal }: Asking,
	ids: readonly string[]
): Promise<ReadonlyMap<string, string>> {
	const params = { tenant, ids: [...new Set(ids)] };
	const found = await clickhouse.query('report', queueNamesInScope, params, { scope, signal });
	return new Map(found.map(({ id, name }) => [id, name]));
}

/** Rejects with QueryError when the database does not answer. */
export async function readOpenComplaints(asking: Asking): Promise<OpenComplaints> {
	const { clickhouse, tenant, scope, signal, nowMs, settings } = asking;
	const params = {
		...{ tenant, nowMs, toMs: nowMs, fromMs: nowMs - DAYS_BACK * DAY_MS },
		limit: MOST_COUNTED + 1
	};
	const found = await clickhouse.query('report', openComplaints, params, { scope, signal });
	const counted = found.slice(0, MOST_COUNTED);
	const regions = new Map(settings.regions.map(({ code, name }) => [folded(code), name || code]));
	const dayOf = dayWriter(asking);
	const all = counted.map(({ hasTerm, dueMs, daysLeft, isUndueCharge, ...row }) => {
		const open = {
			...{ ...row, isUndueCharge: isUndueCharge === 1 },
			...(hasTerm === 1 ? { dueMs, daysLeft } : { dueMs: null, daysLeft: null })
		};
		return { ...open, state: dueState(open, nowMs) };
	});
	const shown = all.slice(0, MOST_SHOWN);
	const names = await queueNames(
		asking,
		shown.map(({ queue }) => queue)
	);
	const countOf = (...states: readonly DueState[]): number =>
		all.filter(({ state }) => states.includes(state)).length;
	return {
		rows: shown.map((row) => ({
			...row,
			dueDay: row.dueMs === null ? null : dayOf(row.region, row.dueMs),
			region: regions.get(row.region) ?? row.region,
			queue: names.get(row.queue) ?? row.queue
		})),
		total: all.length,
		isMore: found.length > MOST_COUNTED,
		overdue: countOf('overdue'),
		urgent: countOf('today', 'soon'),
		bands: ageBands(all, nowMs)
	};
}
