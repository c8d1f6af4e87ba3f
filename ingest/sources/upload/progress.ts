/** Progress of an import as text: a bar on a terminal, a plain line now and then elsewhere. */
import type { Progress } from './run-import.ts';

const BAR_CHARACTERS = 24;
const TERMINAL_EVERY_MS = 200;
const LINE_EVERY_MS = 5000;
const MIB = 1024 * 1024;

export interface ProgressOptions {
	readonly totalBytes: number;
	readonly terminal: boolean;
	readonly write: (text: string) => void;
	readonly now: () => number;
}

const mebibytes = (bytes: number): string => (bytes / MIB).toFixed(1);

function timeLeft(seconds: number): string {
	if (!Number.isFinite(seconds)) return '–';
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export class ProgressDisplay {
	readonly #options: ProgressOptions;
	readonly #startMs: number;
	#shownMs: number;
	#drawn = false;

	constructor(options: ProgressOptions) {
		this.#options = options;
		this.#startMs = options.now();
		this.#shownMs = this.#startMs;
	}

	show(progress: Progress): void {
		const nowMs = this.#options.now();
		const everyMs = this.#options.terminal ? TERMINAL_EVERY_MS : LINE_EVERY_MS;
		if (nowMs - this.#shownMs < everyMs) return;
		this.#shownMs = nowMs;
		const text = this.#text(progress, nowMs - this.#startMs);
		this.#options.write(this.#options.terminal ? `\r\u001b[2K${text}` : `${text}\n`);
		this.#drawn = this.#options.terminal;
	}

	/** A line of its own, above the bar. */
	say(text: string): void {
		this.clear();
		this.#options.write(`${text}\n`);
	}

	clear(): void {
		if (this.#drawn) this.#options.write('\r\u001b[2K');
		this.#drawn = false;
	}

	#text({ readBytes, sentEvents }: Progress, elapsedMs: number): string {
		const { totalBytes, terminal } = this.#options;
		const ratio = totalBytes === 0 ? 1 : Math.min(1, readBytes / totalBytes);
		const seconds = Math.max(elapsedMs, 1) / 1000;
		const filled = Math.round(ratio * BAR_CHARACTERS);
		const bar = terminal ? `[${'#'.repeat(filled)}${'.'.repeat(BAR_CHARACTERS - filled)}] ` : '';
		const left = timeLeft(readBytes === 0 ? Infinity : (seconds * (1 - ratio)) / ratio);
		return (
			`${bar}${(ratio * 100).toFixed(0)} % of ${mebibytes(totalBytes)} MiB, ` +
			`${Math.round(sentEvents / seconds)} events/s, ${left} left`
		);
	}
}
