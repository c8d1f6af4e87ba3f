/** Open alerts of a board as its rows carry them, and when one of them is to be heard. */
import { NO_DATA } from '#lib/domain/alerts/alert.ts';
import type { NoData } from '#lib/domain/alerts/alert.ts';
import type { Status } from '#lib/domain/boards/status.ts';
import type { Cells } from '#lib/live/protocol.ts';

export interface StripAlert {
	readonly id: string;
	readonly name: string;
	/** Empty: several together. */
	readonly queue: string;
	readonly status: Extract<Status, 'warn' | 'bad'>;
	readonly metric: string;
	readonly value: number | null;
	/** Why the value is not of now; null: it is. */
	readonly noData: NoData | null;
	readonly openedAtMs: number;
	/** Null: nobody yet. */
	readonly acknowledgedBy: string | null;
	readonly hasSound: boolean;
}

interface Row {
	readonly id: string;
	toCells(): Cells;
}

const text = (cell: unknown): string => (typeof cell === 'string' ? cell : '');
const number = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);

function stripAlert(row: Row): StripAlert {
	const cells = row.toCells();
	return {
		id: row.id,
		name: text(cells['name']),
		queue: text(cells['queue']),
		status: cells['severity'] === 'critical' ? 'bad' : 'warn',
		metric: text(cells['metric']),
		value: number(cells['value']),
		noData: NO_DATA.find((why) => why === cells['noData']) ?? null,
		openedAtMs: number(cells['openedAt']) ?? 0,
		acknowledgedBy: typeof cells['acknowledgedBy'] === 'string' ? cells['acknowledgedBy'] : null,
		hasSound: cells['sound'] === 1
	};
}

const rank = ({ acknowledgedBy, status }: StripAlert): number =>
	(acknowledgedBy === null ? 0 : 2) + (status === 'bad' ? 0 : 1);

/** Those nobody looks after first, the worst of them before the others, the oldest before the newer. */
export const stripAlerts = (rows: readonly Row[]): StripAlert[] =>
	rows
		.map(stripAlert)
		.sort((a, b) => rank(a) - rank(b) || a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1));

/** Until somebody acknowledges it. */
const AGAIN_MS = 60_000;

/** Remembers what was heard: each alert once when it opens, and again every minute while nobody looks after it. */
export class AlertSounds {
	/** When each was heard last. Null: nothing was looked at yet. */
	#heardAtMs: Map<string, number> | null = null;

	/** The sound that is due now, or null. What is open when the screen starts is heard with the next repetition. */
	due(alerts: readonly StripAlert[], nowMs: number): Status | null {
		const before = this.#heardAtMs;
		const heard = new Map<string, number>();
		let due: Status | null = null;
		for (const { id, status, hasSound, acknowledgedBy } of alerts) {
			if (!hasSound || acknowledgedBy !== null) continue;
			const lastMs = before === null ? nowMs : before.get(id);
			const isDue = lastMs === undefined || nowMs - lastMs >= AGAIN_MS;
			heard.set(id, isDue ? nowMs : lastMs);
			if (isDue) due = due === 'bad' ? due : status;
		}
		this.#heardAtMs = heard;
		return due;
	}
}
