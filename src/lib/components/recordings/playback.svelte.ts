/**
 * Plays the recordings of a contact together. One clock: of those that cover the moment, the first of the voice leads (the
 * first of the screen where there is no voice), and the others are put right when they are away from it.
 */
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { addHeard, heardShare } from '#lib/domain/records/heard.ts';
import type { Heard } from '#lib/domain/records/heard.ts';
import { wholeSpan } from '#lib/domain/records/recording.ts';
import type { PlayableRecording, Span } from '#lib/domain/records/recording.ts';
import { Track } from './track.svelte.ts';

const TICK_MS = 100;
/** Away from the clock by more than this, a follower is moved; less is neither seen nor heard. */
const DRIFT_MS = 250;
/** A longer step is a jump and was not heard; times the speed. A page in the background ticks once a second. */
const LONGEST_STEP_MS = 2500;
/** `readyState` of an element that can go on for a moment at least. */
const HAVE_FUTURE_DATA = 3;
const NOTHING: Span = { startMs: 0, endMs: 0 };

const byStart = (a: Track, b: Track): number => a.startMs - b.startMs;

export class Playback {
	readonly tracks: readonly Track[];
	/** Milliseconds since the contact was created. */
	positionMs: number = $state(0);
	isPlaying: boolean = $state(false);
	speed: number = $state(1);
	#volume = $state(1);
	#heard: Heard = $state.raw([]);
	#timer: ReturnType<typeof setInterval> | undefined;
	readonly #now: () => number;

	readonly whole: Span = $derived.by(
		() => wholeSpan(this.#playable.map(({ span }) => span)) ?? NOTHING
	);
	/** Of the voice; of the screen where there is no voice; null where nothing can be played. */
	readonly heard: number | null = $derived.by(() => {
		const voices = this.#playable.filter(({ isAudio }) => isAudio);
		const counted = voices.length > 0 ? voices : this.#playable;
		return heardShare(
			this.#heard,
			counted.map(({ span }) => span)
		);
	});
	readonly screen: Track | null = $derived.by(
		() => this.tracks.find((track) => !track.isAudio && track.covers(this.positionMs)) ?? null
	);

	constructor(
		recordings: readonly PlayableRecording[],
		createdAtMs: number,
		now: () => number = Date.now
	) {
		this.#now = now;
		this.tracks = recordings.map((recording) => new Track(recording, createdAtMs)).sort(byStart);
		this.positionMs = this.#inside(0);
	}

	get #playable(): readonly Track[] {
		return this.tracks.filter(({ trouble }) => trouble === null);
	}

	get volume(): number {
		return this.#volume;
	}

	setVolume(volume: number): void {
		this.#volume = volume;
		this.#soundOf(this.#playable);
	}

	/** The screen is mute wherever there is a recording of the voice: nobody is heard twice. */
	#soundOf(tracks: readonly Track[]): void {
		const hasVoice = this.#playable.some(({ isAudio }) => isAudio);
		for (const { element, isAudio } of tracks) {
			if (!element) continue;
			element.muted = hasVoice && !isAudio;
			element.volume = this.#volume;
		}
	}

	/** For the element of one recording; nothing of it is fetched yet. */
	attach(track: Track): Attachment<HTMLMediaElement> {
		return (element) => {
			track.element = element;
			untrack(() => {
				track.setSpeed(this.speed);
				this.#soundOf([track]);
			});
			const listeners = {
				loadedmetadata: () => {
					if (Number.isFinite(element.duration))
						track.endMs = track.startMs + element.duration * 1000;
				},
				playing: () => {
					track.plays();
				},
				ended: () => {
					this.#ended(track);
				},
				pause: () => {
					this.#stopped(track);
				},
				error: () => void this.#failed(track)
			};
			for (const [name, listener] of Object.entries(listeners))
				element.addEventListener(name, listener);
			return () => {
				for (const [name, listener] of Object.entries(listeners))
					element.removeEventListener(name, listener);
				track.unload();
			};
		};
	}

	#inside(positionMs: number): number {
		return Math.min(Math.max(positionMs, this.whole.startMs), this.whole.endMs);
	}

	#covering(): Track[] {
		const covering = this.tracks.filter((track) => track.covers(this.positionMs));
		return [
			...covering.filter(({ isAudio }) => isAudio),
			...covering.filter(({ isAudio }) => !isAudio)
		];
	}

	async play(): Promise<void> {
		if (this.#playable.length === 0 || this.isPlaying) return;
		if (this.positionMs >= this.whole.endMs) this.positionMs = this.whole.startMs;
		this.isPlaying = true;
		this.#timer = setInterval(() => {
			this.#tick();
		}, TICK_MS);
		await this.#startHere();
	}

	pause(): void {
		this.isPlaying = false;
		clearInterval(this.#timer);
		for (const { element } of this.tracks) element?.pause();
	}

	toggle(): void {
		if (this.isPlaying) this.pause();
		else void this.play();
	}

	setSpeed(speed: number): void {
		this.speed = speed;
		for (const track of this.tracks) track.setSpeed(speed);
	}

	seek(positionMs: number): void {
		this.positionMs = this.#inside(positionMs);
		if (this.isPlaying) void this.#startHere();
		else this.#showScreen();
	}

	skip(byMs: number): void {
		this.seek(this.positionMs + byMs);
	}

	end(): void {
		this.pause();
	}

	/** So that whoever moves while it stands still sees the screen of that moment, once they have played at all. */
	#showScreen(): void {
		for (const track of this.#covering()) if (track.isLoaded) track.moveTo(this.positionMs);
	}

	/** Everything that covers the moment, from that moment; where nothing does, from where something does next. */
	async #startHere(): Promise<void> {
		if (this.#covering().length === 0 && !this.#goOn()) return;
		const covering = this.#covering();
		for (const track of this.tracks) if (!covering.includes(track)) track.element?.pause();
		await Promise.all(covering.map((track) => track.load(this.#now())));
		if (!this.isPlaying) return;
		for (const track of covering) {
			track.moveTo(this.positionMs);
			this.#start(track);
		}
	}

	/** An element that may not play says so; a broken one has its own event. */
	#start(track: Track): void {
		track.element?.play().catch((cause: unknown) => {
			if (cause instanceof DOMException && cause.name === 'NotAllowedError') this.pause();
		});
	}

	/** To where the next recording begins; false when there is none any more, and it stops. */
	#goOn(): boolean {
		const next = this.#playable.find(({ startMs }) => startMs >= this.positionMs);
		if (next) this.positionMs = next.startMs;
		else {
			this.positionMs = this.whole.endMs;
			this.pause();
		}
		return next !== undefined;
	}

	#tick(): void {
		const [leader, ...followers] = this.#covering();
		if (!leader) {
			void this.#startHere();
			return;
		}
		const { element } = leader;
		if (!element || element.seeking || element.paused || !leader.isLoaded) return;
		const { positionMs } = leader;
		const stepMs = positionMs - this.positionMs;
		if (stepMs > 0 && stepMs <= LONGEST_STEP_MS * this.speed)
			this.#heard = addHeard(this.#heard, { startMs: this.positionMs, endMs: positionMs });
		this.positionMs = positionMs;
		const isWaiting = element.readyState < HAVE_FUTURE_DATA;
		for (const follower of followers) this.#keepUp(follower, isWaiting);
	}

	#keepUp(track: Track, isWaiting: boolean): void {
		const { element } = track;
		if (!element || element.seeking) return;
		if (isWaiting) {
			element.pause();
			return;
		}
		if (!track.isLoaded) {
			void track.load(this.#now());
			return;
		}
		if (Math.abs(track.positionMs - this.positionMs) > DRIFT_MS) track.moveTo(this.positionMs);
		if (element.paused) this.#start(track);
	}

	/** By the browser or a key of the device. */
	#stopped(track: Track): void {
		const { element } = track;
		if (!element?.paused || element.ended || element.error !== null) return;
		if (this.isPlaying && this.#covering()[0] === track) this.pause();
	}

	/** Files may be shorter than what was told of them. */
	#ended(track: Track): void {
		if (!this.isPlaying || this.#covering()[0] !== track) return;
		const endMs = Math.max(this.positionMs, Math.min(track.endMs, track.positionMs));
		this.#heard = addHeard(this.#heard, { startMs: this.positionMs, endMs });
		track.endMs = endMs;
		this.positionMs = endMs;
		void this.#startHere();
	}

	async #failed(track: Track): Promise<void> {
		const atS = track.element?.currentTime ?? 0;
		if (!(await track.recover())) {
			track.trouble = 'failed';
			if (this.#playable.length === 0) this.pause();
			else if (this.isPlaying) await this.#startHere();
			return;
		}
		await track.load(this.#now());
		if (track.element && atS > 0) track.element.currentTime = atS;
		if (this.isPlaying) await this.#startHere();
	}
}
