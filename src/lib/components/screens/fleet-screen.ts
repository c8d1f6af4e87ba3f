/** A paired screen as the fleet page has it. */
import type { ScreenReport } from '#lib/domain/screens/paint-report.ts';
import type { ScreenState } from '#lib/domain/screens/screen-state.ts';

export interface FleetScreen {
	readonly id: string;
	readonly name: string;
	readonly boards: readonly string[];
	readonly rotateSeconds: number;
	readonly state: ScreenState;
	readonly report: ScreenReport | null;
	readonly pairedAtMs: number;
	readonly pairedByName: string | null;
	readonly seenAddress: string | null;
}

/** The mark beside the word of a state. */
export const MARKS: Readonly<Record<ScreenState, 'good' | 'warn' | 'bad' | 'none'>> = {
	copied: 'bad',
	differs: 'bad',
	silent: 'bad',
	expired: 'bad',
	waiting: 'warn',
	outdated: 'warn',
	unproven: 'none',
	fine: 'good'
};

export const isTrouble = (state: ScreenState): boolean => MARKS[state] === 'bad';
