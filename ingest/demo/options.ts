/** The command line of the demo centre. */
import { parseArgs } from 'node:util';

export const USAGE = `Feeds an invented contact centre into the ingest service, as any producer would.

  --speed N          simulated seconds in a real one, 1 to 1000 (default 1). Above 1 the simulated clock starts
                     in the past (see --ago), and when it has caught up with the real one it goes on at its pace:
                     events are never from the future.
  --ago DURATION     how long ago the live part starts, such as 90m or 2h (default 0; 2h when --speed is above 1)
  --seed TEXT        another seed is another centre (default demo)
  --history-days N   days before today to load in the background, once (default 30)
  --history-months N months before this one of which a day is loaded after those, once (default 15)
  --no-history       none of them
  --report json      one JSON object a line on standard output: {"phase":…} and {"progress":{"share":…}}
  --help             this text

Environment: INGEST_TOKEN (default: the one of DATA_DIR), DATA_DIR, INGEST_PORT, TIME_ZONE.`;

export interface DemoOptions {
	readonly speed: number;
	readonly behindMs: number;
	readonly seed: string;
	/** 0: none. */
	readonly historyDays: number;
	/** 0: none. */
	readonly historyMonths: number;
	readonly report: 'text' | 'json';
	readonly help: boolean;
}

export class UsageError extends Error {
	override readonly name = 'UsageError';
}

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000 } as const;
const DEFAULT_AGO = '2h';
const LONGEST_HISTORY_DAYS = 390;
const LONGEST_HISTORY_MONTHS = 36;
const SEED = /^[A-Za-z0-9_.]{1,40}$/;

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			options: {
				speed: { type: 'string', default: '1' },
				ago: { type: 'string' },
				seed: { type: 'string', default: 'demo' },
				'history-days': { type: 'string', default: '30' },
				'history-months': { type: 'string', default: '15' },
				'no-history': { type: 'boolean', default: false },
				report: { type: 'string', default: 'text' },
				help: { type: 'boolean', default: false }
			}
		}).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function number(name: string, text: string, least: number, most: number): number {
	const value = Number(text);
	if (text.trim() === '' || !(value >= least && value <= most)) {
		throw new UsageError(`--${name} must be a number from ${least} to ${most}, not "${text}"`);
	}
	return value;
}

function durationMs(text: string): number {
	const match = /^(\d{1,4})([smh])$/.exec(text);
	if (!match) throw new UsageError(`--ago must be a duration such as 90m or 2h, not "${text}"`);
	return Number(match[1]) * UNITS_MS[match[2] as keyof typeof UNITS_MS];
}

/** Throws UsageError. */
export function readOptions(args: readonly string[]): DemoOptions {
	const values = parse(args);
	const speed = number('speed', values.speed, 1, 1000);
	const historyDays = Math.trunc(
		number('history-days', values['history-days'], 0, LONGEST_HISTORY_DAYS)
	);
	const historyMonths = Math.trunc(
		number('history-months', values['history-months'], 0, LONGEST_HISTORY_MONTHS)
	);
	// No hyphens: they separate the parts of an id.
	if (!SEED.test(values.seed)) {
		throw new UsageError('--seed must be 1 to 40 letters, digits, dots or underscores');
	}
	if (values.report !== 'text' && values.report !== 'json') {
		throw new UsageError('--report must be text or json');
	}
	return {
		speed,
		behindMs: durationMs(values.ago ?? (speed > 1 ? DEFAULT_AGO : '0s')),
		seed: values.seed,
		historyDays: values['no-history'] ? 0 : historyDays,
		historyMonths: values['no-history'] ? 0 : historyMonths,
		report: values.report,
		help: values.help
	};
}
