/** What the bench of scale is asked to do. */
import { parseArgs } from 'node:util';

export interface ScaleOptions {
	readonly events: number;
	readonly contacts: number;
	readonly viewers: number;
	readonly rate: number;
	readonly seconds: number;
	/** Whether the path and the boards are measured on two shards as well. */
	readonly hasCluster: boolean;
}

export const HELP = `What one machine carries, and from that what 1,000, 10,000 and 100,000 agents need: docs/scaling.md.
  --events 200000        through the full path, in three steps
  --contacts 200000      of today beneath a board, in three steps
  --viewers 1000         of one board, in three steps
  --rate 100             events per second beneath the boards
  --seconds 15           each step of viewers
  --no-cluster           without the path and the boards on two ingest processes and two shards`;

const whole = (name: string, text: string): number => {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1)
		throw new Error(`--${name} is a whole number from 1, not "${text}"`);
	return value;
};

export function readScaleOptions(args: readonly string[]): ScaleOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			events: { type: 'string', default: '200000' },
			contacts: { type: 'string', default: '200000' },
			viewers: { type: 'string', default: '1000' },
			rate: { type: 'string', default: '100' },
			seconds: { type: 'string', default: '15' },
			'no-cluster': { type: 'boolean', default: false }
		}
	});
	return {
		events: whole('events', values.events),
		contacts: whole('contacts', values.contacts),
		viewers: whole('viewers', values.viewers),
		rate: whole('rate', values.rate),
		seconds: whole('seconds', values.seconds),
		hasCluster: !values['no-cluster']
	};
}

/** Three sizes, so that a line through them says what each more costs. */
export const stepsOf = (most: number): number[] => [Math.ceil(most / 4), Math.ceil(most / 2), most];
