/** The people of a day: who comes when, what the plan sends them to, when they go. */
import type { Centre } from './centre.ts';
import { HOUR_MS, MINUTE_MS } from './local-day.ts';
import { RELIEF_AFTER_MS, RELIEF_BEFORE_MS, endsAtMidnight, goesOverMidnight } from './plan.ts';
import { shiftData } from './script/schedule-shift.ts';
import type { PlannedActivity, PlannedShift } from './plan.ts';
import { STAFF } from './staff.ts';
import { Worker } from './worker.ts';
import type { AsideState } from './worker.ts';

const SECOND_MS = 1000;
/** Contacts of those who work over midnight are over by then: two minutes before the next day uses them. */
const DEADLINE_AFTER_MS = RELIEF_AFTER_MS - 2 * MINUTE_MS;
const LATE_SHARE = 0.07;
/** Who decides about exceptions in this centre. */
const SUPERVISOR = 'Berta Llorente';
/** Pauses of somebody who strays last so many times as long as planned. */
const STRAYING = 2.2;

export class Floor {
	readonly #centre: Centre;

	constructor(centre: Centre) {
		this.#centre = centre;
	}

	/**
	 * `yesterday`: the shifts that began the day before; some of them are still there. `later`: those of a day to come,
	 * which are made known today.
	 */
	open(
		yesterday: readonly PlannedShift[],
		today: readonly PlannedShift[],
		later: readonly PlannedShift[]
	): Worker[] {
		const over = yesterday.filter(goesOverMidnight);
		this.#clearFloor(yesterday, today);
		[...today, ...later].forEach((shift, index) => {
			this.#publish(shift, index);
		});
		const carriedOn = over.map((shift) => this.#carryOn(shift));
		return [...carriedOn, ...today.flatMap((shift) => this.#begin(shift))];
	}

	/** Nobody keeps a state of some day before: those neither at work nor just leaving are offline. */
	#clearFloor(yesterday: readonly PlannedShift[], today: readonly PlannedShift[]): void {
		const { agenda, sheet } = this.#centre;
		const busy = new Set([
			...yesterday.filter((s) => goesOverMidnight(s) || endsAtMidnight(s)).map((s) => s.agent.id),
			...today.filter((s) => s.agent.home === 'night').map((s) => s.agent.id)
		]);
		STAFF.filter(({ id }) => !busy.has(id)).forEach(({ id, name, team }, index) => {
			agenda.after(100 + index * 7, () => {
				sheet.write('agent.state', id, { state: 'offline', reason: 'Fuera de turno', name, team });
			});
		});
	}

	#publish(shift: PlannedShift, index: number): void {
		const { agenda, sheet } = this.#centre;
		const data = shiftData(shift);
		agenda.after(1000 + index * 11, () => {
			sheet.write('schedule.shift', shift.agent.id, data);
		});
	}

	#hire({ agent }: PlannedShift, deadlineMs: number): Worker {
		const { agenda, sheet, switchboard } = this.#centre;
		const onFree = (worker: Worker) => {
			switchboard.offerTo(worker);
		};
		return new Worker(agent, deadlineMs, { agenda, sheet, onFree });
	}

	/** Began yesterday, and is back from the relief meeting. */
	#carryOn(shift: PlannedShift): Worker {
		const { agenda, day, random } = this.#centre;
		const worker = this.#hire(shift, Infinity);
		const backMs = day.startMs + RELIEF_AFTER_MS + random.between(1, 45) * SECOND_MS;
		agenda.at(backMs, () => {
			worker.arrive();
		});
		this.#follow(
			worker,
			shift.activities.filter(({ startMs }) => startMs > backMs)
		);
		this.#sendHome(worker, shift);
		return worker;
	}

	#begin(shift: PlannedShift): Worker[] {
		const { agenda, day } = this.#centre;
		if (shift.absent) {
			this.#missing(shift);
			return [];
		}
		const over = goesOverMidnight(shift);
		const worker = this.#hire(shift, over ? day.endMs + DEADLINE_AFTER_MS : Infinity);
		agenda.at(this.#arrivalMs(shift), () => {
			worker.arrive();
		});
		const mine = shift.activities.filter(({ startMs }) => startMs < day.endMs - RELIEF_BEFORE_MS);
		this.#follow(worker, mine, shift.strays ? STRAYING : 1);
		if (shift.strays) this.#stray(worker, shift);
		if (over) this.#relieve(worker);
		else this.#sendHome(worker, shift);
		return [worker];
	}

	#arrivalMs({ agent, startMs }: PlannedShift): number {
		const { random, sheet, agenda } = this.#centre;
		if (agent.home === 'night') return startMs + random.between(2, 40) * SECOND_MS;
		if (!random.chance(LATE_SHARE)) return startMs + random.between(-120, 100) * SECOND_MS;
		const atMs = startMs + random.between(3, 14) * MINUTE_MS;
		if (random.chance(0.4)) {
			agenda.at(atMs + HOUR_MS, () => {
				sheet.write('schedule.exception', agent.id, {
					start: new Date(startMs).toISOString(),
					end: new Date(Math.round(atMs)).toISOString(),
					kind: random.chance(0.8) ? 'approved' : 'rejected',
					reason: 'Retraso de transporte',
					by: SUPERVISOR
				});
			});
		}
		return atMs;
	}

	#missing({ agent, startMs, endMs }: PlannedShift): void {
		const { agenda, sheet } = this.#centre;
		const { id, name, team } = agent;
		agenda.at(startMs + 10 * MINUTE_MS, () => {
			sheet.write('agent.state', id, { state: 'absent', reason: 'Baja médica', name, team });
		});
		agenda.at(startMs + 40 * MINUTE_MS, () => {
			sheet.write('schedule.exception', id, {
				start: new Date(startMs).toISOString(),
				end: new Date(endMs).toISOString(),
				kind: 'approved',
				reason: 'Baja médica',
				by: SUPERVISOR
			});
		});
		agenda.at(endMs, () => {
			sheet.write('agent.state', id, { state: 'offline' });
		});
	}

	/** `stretch`: how much longer than planned everything lasts. */
	#follow(worker: Worker, activities: readonly PlannedActivity[], stretch = 1): void {
		const { agenda, random } = this.#centre;
		for (const { activity, startMs, endMs } of activities) {
			if (activity === 'on_queue' || activity === 'time_off') continue;
			// Most come back on time, meals run over.
			const overrun =
				activity === 'meal' ? random.between(-0.03, 0.12) : random.between(-0.05, 0.08);
			const durationMs = (endMs - startMs) * (1 + overrun) * stretch;
			agenda.at(startMs + random.between(-30, 60) * SECOND_MS, () => {
				this.#sendAside(worker, activity, durationMs);
			});
		}
	}

	/** Leaves for a while in the middle of the shift, and asks for it afterwards in vain. */
	#stray(worker: Worker, { agent, startMs }: PlannedShift): void {
		const { agenda, sheet } = this.#centre;
		const fromMs = startMs + 200 * MINUTE_MS;
		const durationMs = 26 * MINUTE_MS;
		agenda.at(fromMs, () => {
			this.#sendAside(worker, 'break', durationMs);
		});
		agenda.at(fromMs + HOUR_MS, () => {
			sheet.write('schedule.exception', agent.id, {
				start: new Date(fromMs).toISOString(),
				end: new Date(fromMs + durationMs).toISOString(),
				kind: 'rejected',
				reason: 'Pausa sin avisar',
				by: SUPERVISOR
			});
		});
	}

	#sendAside(worker: Worker, state: AsideState, durationMs: number | null): void {
		if (!worker.isAside) {
			worker.stepAside({ state, durationMs });
			return;
		}
		this.#centre.agenda.after(20 * SECOND_MS, () => {
			this.#sendAside(worker, state, durationMs);
		});
	}

	/** The meeting around midnight; the next day's simulation brings them back. */
	#relieve(worker: Worker): void {
		const { agenda, day, random } = this.#centre;
		agenda.at(day.endMs - RELIEF_BEFORE_MS + random.between(0, 40) * SECOND_MS, () => {
			this.#sendAside(worker, 'meeting', null);
		});
	}

	#sendHome(worker: Worker, shift: PlannedShift): void {
		const { agenda, random } = this.#centre;
		agenda.at(shift.endMs + random.between(0, 80) * SECOND_MS, () => {
			if (endsAtMidnight(shift)) this.#clearUp(worker);
			else worker.leave();
		});
	}

	/** The last ones stay until nobody waits any more. */
	#clearUp(worker: Worker): void {
		if (worker.busy || this.#centre.switchboard.awaits(worker)) {
			this.#centre.agenda.after(20 * SECOND_MS, () => {
				this.#clearUp(worker);
			});
		} else {
			worker.leave();
		}
	}
}
