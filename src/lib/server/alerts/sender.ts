/**
 * Takes messages of alerts to where they belong until they are taken there, with longer and longer pauses, for a day. What
 * is on its way when the process ends is sent by the next one. Every web process may send: whoever claims a message in the
 * store is the one who does.
 */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Kysely, Selectable } from 'kysely';
import { AlertMessage } from '#lib/domain/alerts/message.ts';
import type { AlertDeliveriesTable, StoreSchema } from '../store/schema.ts';
import { DELIVERIES } from './counters.ts';
import type { Outcome } from './outcome.ts';
import type { DeliveryKind } from './transitions.ts';

export interface Delivery {
	readonly id: string;
	readonly rule: string;
	readonly kind: DeliveryKind;
	readonly target: string;
	readonly message: AlertMessage;
}

export interface SenderTimes {
	/** Before the second attempt; doubled each time. */
	readonly leastMs: number;
	readonly mostMs: number;
	readonly giveUpMs: number;
	/** Longer than an attempt takes: whoever claimed a message and died does not keep it. */
	readonly claimMs: number;
	/** Between two looks without being woken. */
	readonly idleMs: number;
}

export const SENDER_TIMES: SenderTimes = {
	leastMs: 10_000,
	mostMs: 3_600_000,
	giveUpMs: 24 * 3_600_000,
	claimMs: 90_000,
	idleMs: 5000
};

export interface SenderOptions {
	readonly database: Kysely<StoreSchema>;
	readonly send: (delivery: Delivery) => Promise<Outcome>;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
	readonly random?: () => number;
	readonly times?: SenderTimes;
}

export interface AlertSender {
	/** Something was put on its way. */
	wake(): void;
	stop(): Promise<void>;
}

const MOST_AT_ONCE = 4;
const checkMessage = TypeCompiler.Compile(AlertMessage);

type Row = Selectable<AlertDeliveriesTable>;

/** Half of the pause is by chance, so that those who failed together do not come back together. */
export function pauseAfter(
	attempts: number,
	{ leastMs, mostMs }: Pick<SenderTimes, 'leastMs' | 'mostMs'>,
	random: () => number
): number {
	const most = Math.min(mostMs, leastMs * 2 ** Math.min(attempts - 1, 30));
	return Math.round(most / 2 + (random() * most) / 2);
}

class Sender implements AlertSender {
	readonly #options: SenderOptions;
	readonly #times: SenderTimes;
	#timer: NodeJS.Timeout | undefined;
	#running: Promise<void> | null = null;
	#again = false;
	#stopped = false;

	constructor(options: SenderOptions) {
		this.#options = options;
		this.#times = options.times ?? SENDER_TIMES;
		this.wake();
	}

	wake(): void {
		if (this.#stopped) return;
		if (this.#running) {
			this.#again = true;
			return;
		}
		clearTimeout(this.#timer);
		this.#again = false;
		this.#running = this.#drain()
			.catch(this.#options.onError)
			.finally(() => {
				this.#running = null;
				if (this.#stopped) return;
				if (this.#again) this.wake();
				else this.#rest();
			});
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		clearTimeout(this.#timer);
		await this.#running;
	}

	#rest(): void {
		this.#timer = setTimeout(() => {
			this.wake();
		}, this.#times.idleMs);
		this.#timer.unref();
	}

	async #drain(): Promise<void> {
		for (;;) {
			const rows = await this.#due();
			if (rows.length === 0 || this.#stopped) return;
			await Promise.all(rows.map((row) => this.#attempt(row)));
		}
	}

	#due(): Promise<Row[]> {
		const { database, now } = this.#options;
		return database
			.selectFrom('alert_deliveries')
			.selectAll()
			.where('state', '=', 'waiting')
			.where('next_at_ms', '<=', now())
			.orderBy('next_at_ms')
			.limit(MOST_AT_ONCE)
			.execute();
	}

	/** False: another process is sending it. */
	async #claim({ id, attempts }: Row): Promise<boolean> {
		const { database, now } = this.#options;
		const { numUpdatedRows } = await database
			.updateTable('alert_deliveries')
			.set({ attempts: attempts + 1, next_at_ms: now() + this.#times.claimMs })
			.where('id', '=', id)
			.where('state', '=', 'waiting')
			.where('attempts', '=', attempts)
			.executeTakeFirst();
		return numUpdatedRows === 1n;
	}

	async #attempt(row: Row): Promise<void> {
		if (!(await this.#claim(row))) return;
		const outcome = await this.#send(row);
		DELIVERIES.inc({ kind: row.kind, outcome: outcome.state });
		await this.#note(row, outcome);
	}

	async #send(row: Row): Promise<Outcome> {
		const message: unknown = JSON.parse(row.message);
		if (!checkMessage.Check(message)) return { state: 'failed', result: 'unreadable' };
		try {
			const kind = row.kind as DeliveryKind;
			return await this.#options.send({ ...row, kind, message });
		} catch (error) {
			this.#options.onError(error);
			return { state: 'again', result: 'error' };
		}
	}

	async #note({ id, attempts, created_at_ms }: Row, { state, result }: Outcome): Promise<void> {
		const { database, now, random = Math.random } = this.#options;
		const nowMs = now();
		const nextMs = nowMs + pauseAfter(attempts + 1, this.#times, random);
		const isOver = state !== 'again' || nextMs - created_at_ms > this.#times.giveUpMs;
		await database
			.updateTable('alert_deliveries')
			.set({
				result,
				next_at_ms: nextMs,
				...(isOver ? { state: state === 'sent' ? 'sent' : 'failed', finished_at_ms: nowMs } : {})
			})
			.where('id', '=', id)
			.execute();
	}
}

export const startAlertSender = (options: SenderOptions): AlertSender => new Sender(options);
