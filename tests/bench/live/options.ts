/** What the bench of the live boards is asked to do. */
import { parseArgs } from 'node:util';

export interface LiveOptions {
	/** Events per second of the load. */
	readonly rate: number;
	readonly viewers: number;
	/** Measured, after the warm-up; the browser is measured for as long again. */
	readonly seconds: number;
	readonly warmUpSeconds: number;
	readonly browser: boolean;
}

export const HELP = `From the request of a producer to the frame of a viewer, and to the pixels of a browser.
  --rate 1000            events per second
  --viewers 200          of one board
  --seconds 30           measured, and as long again with a browser
  --warm-up 5            seconds before
  --no-browser           viewers only`;

function positive(name: string, text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1)
		throw new Error(`--${name} is a whole number from 1, not "${text}"`);
	return value;
}

export function readLiveOptions(args: readonly string[]): LiveOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			rate: { type: 'string', default: '1000' },
			viewers: { type: 'string', default: '200' },
			seconds: { type: 'string', default: '30' },
			'warm-up': { type: 'string', default: '5' },
			'no-browser': { type: 'boolean', default: false }
		}
	});
	return {
		rate: positive('rate', values.rate),
		viewers: positive('viewers', values.viewers),
		seconds: positive('seconds', values.seconds),
		warmUpSeconds: positive('warm-up', values['warm-up']),
		browser: !values['no-browser']
	};
}
