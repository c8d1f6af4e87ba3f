/** What the comparison is asked to do. */
import { parseArgs } from 'node:util';

export const PARTS = ['questions', 'polling', 'ingest'] as const;
export type Part = (typeof PARTS)[number];

export interface CompareOptions {
	readonly contacts: number;
	readonly seed: number;
	readonly runs: number;
	/** How often a question is asked in a run once it is warm. */
	readonly rounds: number;
	readonly viewers: number;
	/** Events per second of the load beneath the boards. */
	readonly rate: number;
	/** Each board is measured for this long in a run. */
	readonly seconds: number;
	/** Each way in is measured for this long in a run. */
	readonly ingestSeconds: number;
	readonly parts: readonly Part[];
}

export const HELP = `The product beside what a user would pick instead: PostgreSQL, DuckDB, the engine alone.
  --contacts 125000      contacts of 30 days that are asked about
  --seed 3               of those contacts
  --runs 3               the figure is the median of them, beside the worst
  --rounds 15            how often a warm question is asked in a run
  --viewers 200          of one board, pushed to or polling every 5 s
  --rate 200             events per second beneath the boards
  --seconds 30           each board is measured in a run
  --ingest-seconds 4     each way in is measured in a run
  --only questions       one part: ${PARTS.join(', ')}`;

function whole(name: string, text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1)
		throw new Error(`--${name} is a whole number from 1, not "${text}"`);
	return value;
}

function partsOf(only: string | undefined): readonly Part[] {
	if (only === undefined) return PARTS;
	const found = PARTS.find((part) => part === only);
	if (found === undefined) throw new Error(`--only takes ${PARTS.join(', ')}, not "${only}"`);
	return [found];
}

export function readCompareOptions(args: readonly string[]): CompareOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			contacts: { type: 'string', default: '125000' },
			seed: { type: 'string', default: '3' },
			runs: { type: 'string', default: '3' },
			rounds: { type: 'string', default: '15' },
			viewers: { type: 'string', default: '200' },
			rate: { type: 'string', default: '200' },
			seconds: { type: 'string', default: '30' },
			'ingest-seconds': { type: 'string', default: '4' },
			only: { type: 'string' }
		}
	});
	return {
		contacts: whole('contacts', values.contacts),
		seed: whole('seed', values.seed),
		runs: whole('runs', values.runs),
		rounds: whole('rounds', values.rounds),
		viewers: whole('viewers', values.viewers),
		rate: whole('rate', values.rate),
		seconds: whole('seconds', values.seconds),
		ingestSeconds: whole('ingest-seconds', values['ingest-seconds']),
		parts: partsOf(values.only)
	};
}
