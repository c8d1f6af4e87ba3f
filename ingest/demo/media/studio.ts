/**
 * Makes the recordings the demo centre tells of, the newest first, and keeps no more of them than a demonstration needs:
 * of older calls the file is missing, as it is in centres that delete recordings after a while.
 */
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { EventData } from '#lib/domain/events/event-types.ts';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { TimedEvent } from '../event-sheet.ts';
import { Random } from '../random.ts';
import type { Turn } from '../script/talk.ts';
import { muLawWav } from './mu-law-wav.ts';
import { screenClip } from './screen-clip.ts';
import { speak } from './voice.ts';

const MOST_CALLS = 40;
const MOST_BYTES = 40 * 1024 * 1024;
/** Between two files: the centre goes on meanwhile. */
const PAUSE_MS = 250;
const IDLE_MS = 1000;
const OWN_NAME = /^(.+)\.(wav|mp4)$/;

type Recorded = EventData<'recording.available'>;

interface Call {
	readonly contact: string;
	readonly atMs: number;
	readonly recordings: Recorded[];
	readonly turns: Turn[];
	/** When the last of it was told. */
	lastMs: number;
}

export interface StudioOptions {
	/** Where this centre alone writes. */
	readonly directory: string;
	readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
	readonly signal: AbortSignal;
}

const RECORDED = fullTypeOf('recording.available');
const SAID = fullTypeOf('transcript.segment');

function fileOf(recorded: Recorded, call: Call): Uint8Array | null {
	const voice = call.recordings.find(({ media }) => media === 'audio');
	if (!voice) return null;
	if (recorded.media === 'audio')
		return muLawWav(speak(call.turns, voice.durationMs, new Random(`voice|${call.contact}`)));
	return screenClip({
		contact: call.contact,
		turns: call.turns,
		lateMs: Date.parse(recorded.startedAt) - Date.parse(voice.startedAt),
		durationMs: recorded.durationMs,
		callMs: voice.durationMs
	});
}

export class Studio {
	readonly #options: StudioOptions;
	readonly #calls = new Map<string, Call>();
	readonly #made = new Set<Call>();
	#latestMs = -Infinity;

	constructor(options: StudioOptions) {
		this.#options = options;
	}

	/** Listens to what passes, and changes nothing of it. */
	*listen(events: Iterable<TimedEvent>): Generator<TimedEvent, void, undefined> {
		for (const timed of events) {
			this.hear(timed);
			yield timed;
		}
	}

	hear({ atMs, event }: TimedEvent): void {
		this.#latestMs = Math.max(this.#latestMs, atMs);
		if (event.type !== RECORDED && event.type !== SAID) return;
		const call = this.#calls.get(event.subject) ?? this.#begin(event.subject, atMs);
		call.lastMs = atMs;
		if (event.type === RECORDED) call.recordings.push(event.data as Recorded);
		else call.turns.push(event.data as Turn);
	}

	#begin(contact: string, atMs: number): Call {
		const call: Call = { contact, atMs, recordings: [], turns: [], lastMs: atMs };
		this.#calls.set(contact, call);
		if (this.#calls.size > MOST_CALLS) {
			const oldest = [...this.#calls.values()].sort((a, b) => a.atMs - b.atMs)[0];
			if (oldest) {
				this.#calls.delete(oldest.contact);
				this.#made.delete(oldest);
			}
		}
		return call;
	}

	/** Everything of it has been told, and nothing of it is made yet. */
	#next(): Call | null {
		const waiting = [...this.#calls.values()].filter(
			(call) => !this.#made.has(call) && call.turns.length > 0 && call.lastMs < this.#latestMs
		);
		return waiting.sort((a, b) => b.atMs - a.atMs)[0] ?? null;
	}

	/** Until the signal ends it. Rejects when the directory cannot be written to. */
	async run(): Promise<void> {
		const { directory, sleep, signal } = this.#options;
		await mkdir(directory, { recursive: true });
		while (!signal.aborted) {
			const call = this.#next();
			if (call === null) {
				await sleep(IDLE_MS, signal);
				continue;
			}
			await this.#make(call);
			await this.#makeRoom();
			await sleep(PAUSE_MS, signal);
		}
	}

	async #make(call: Call): Promise<void> {
		this.#made.add(call);
		for (const recorded of call.recordings) {
			const file = join(this.#options.directory, basename(recorded.path));
			// The same call sounds the same: what an earlier start made is good.
			if (
				await stat(file).then(
					() => true,
					() => false
				)
			)
				continue;
			const bytes = fileOf(recorded, call);
			if (bytes === null) continue;
			await writeFile(`${file}.part`, bytes);
			const seconds = Date.parse(recorded.startedAt) / 1000;
			await utimes(`${file}.part`, seconds, seconds);
			await rename(`${file}.part`, file);
		}
	}

	/** The oldest calls go first, with all their files. */
	async #makeRoom(): Promise<void> {
		const { directory } = this.#options;
		const names = (await readdir(directory)).filter((name) => OWN_NAME.test(name));
		const files = await Promise.all(
			names.map(async (name) => {
				const file = join(directory, name);
				const { size, mtimeMs } = await stat(file);
				return { file, size, mtimeMs, call: OWN_NAME.exec(name)?.[1] ?? '' };
			})
		);
		const kept = new Set<string>();
		let bytes = 0;
		for (const { file, size, call } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
			const fits = bytes + size <= MOST_BYTES && (kept.has(call) || kept.size < MOST_CALLS);
			if (!fits) {
				await rm(file, { force: true });
				continue;
			}
			kept.add(call);
			bytes += size;
		}
	}
}
