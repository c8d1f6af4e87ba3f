/** Says how far the demo centre is: to people as a bar or lines, to the launcher as JSON lines. */
import type { HistoryProgress } from './history.ts';

export interface Report {
	readonly phase: (phase: 'waiting' | 'live' | 'ended', events: number) => void;
	readonly history: (progress: HistoryProgress) => void;
	readonly warn: (message: string) => void;
}

export interface Output {
	readonly isTTY: boolean;
	readonly write: (text: string) => void;
}

const BAR_CELLS = 30;

export function jsonReport(out: Output, err: Output): Report {
	const line = (value: unknown) => {
		out.write(`${JSON.stringify(value)}\n`);
	};
	return {
		phase: (phase, events) => {
			line({ phase, events });
		},
		history: ({ progress: share, day, events }) => {
			const done = share >= 1;
			const words = done && events === 0 ? 'was loaded before.' : `${events} events`;
			line({ progress: { share, words, done }, day, events });
		},
		warn: (message) => {
			err.write(`demo: ${message}\n`);
		}
	};
}

const PHASES = {
	waiting: () => 'demo: sending the events of today',
	live: (events: number) => `demo: live, after ${events} events of today`,
	ended: () => 'demo: ended'
} as const;

export function textReport(out: Output, err: Output): Report {
	let tenths = -1;
	const bar = ({ progress, day, events }: HistoryProgress) => {
		const full = Math.round(progress * BAR_CELLS);
		const cells = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
		const percent = String(Math.round(progress * 100)).padStart(3);
		out.write(`\rdemo: history ${cells} ${percent} % ${day ?? ''} ${events} events`);
		if (progress >= 1) out.write('\n');
	};
	const lines = ({ progress, events }: HistoryProgress) => {
		const reached = Math.floor(progress * 10);
		if (reached === tenths) return;
		tenths = reached;
		out.write(`demo: history ${reached * 10} %, ${events} events\n`);
	};
	return {
		phase: (phase, events) => {
			out.write(`${PHASES[phase](events)}\n`);
		},
		history: out.isTTY ? bar : lines,
		warn: (message) => {
			err.write(`demo: ${message}\n`);
		}
	};
}
