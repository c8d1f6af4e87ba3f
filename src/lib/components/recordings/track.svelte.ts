/** One recording in the player: its element, its address, and the part of the contact it covers. */
import { endOfAddress, renewalOf, spanOf } from '#lib/domain/records/recording.ts';
import type {
	PlayableRecording,
	RecordingTrouble,
	RenewedAddress,
	Span
} from '#lib/domain/records/recording.ts';

/** An address that ends sooner is changed for a new one before it is used. */
const FRESH_MS = 30_000;
const MILLISECOND_S = 1 / 1000;

const isRenewed = (value: unknown): value is RenewedAddress =>
	typeof value === 'object' && value !== null && typeof Reflect.get(value, 'url') === 'string';

export class Track {
	readonly recording: PlayableRecording;
	readonly startMs: number;
	element: HTMLMediaElement | null = null;
	/** `failed`: it is there, and the browser did not play it. */
	trouble: RecordingTrouble | 'failed' | null = $state(null);
	/** As announced, until the file says how long it really is. */
	endMs: number = $state(0);
	#url: string;
	#loaded = '';
	#hasRenewed = false;

	constructor(recording: PlayableRecording, createdAtMs: number) {
		const { startMs, endMs } = spanOf(recording, createdAtMs);
		this.recording = recording;
		this.startMs = startMs;
		this.endMs = endMs;
		this.trouble = recording.trouble;
		this.#url = recording.url;
	}

	get span(): Span {
		return { startMs: this.startMs, endMs: this.endMs };
	}

	get isAudio(): boolean {
		return this.recording.media === 'audio';
	}

	/** Has been given its address: nothing of a recording is fetched before somebody plays. */
	get isLoaded(): boolean {
		return this.element !== null && this.#loaded !== '';
	}

	get positionMs(): number {
		return this.startMs + (this.element?.currentTime ?? 0) / MILLISECOND_S;
	}

	covers(positionMs: number): boolean {
		return this.trouble === null && positionMs >= this.startMs && positionMs < this.endMs;
	}

	/** A few milliseconds before the end at most: an element that is put at its end has ended. */
	moveTo(positionMs: number): void {
		if (!this.element) return;
		const lastMs = Math.max(this.startMs, this.endMs - 1);
		const insideMs = Math.min(Math.max(positionMs, this.startMs), lastMs) - this.startMs;
		this.element.currentTime = insideMs * MILLISECOND_S;
	}

	setSpeed(speed: number): void {
		if (!this.element) return;
		this.element.defaultPlaybackRate = speed;
		this.element.playbackRate = speed;
	}

	/** Its address, a new one where it is about to end. */
	async address(nowMs: number): Promise<string> {
		if (endOfAddress(this.#url) - nowMs < FRESH_MS) await this.#renew();
		return this.#url;
	}

	/** Gives the element an address that is good, when it has none or its own has ended. */
	async load(nowMs: number): Promise<void> {
		const url = await this.address(nowMs);
		const { element } = this;
		if (!element || this.#loaded === url) return;
		const atS = element.currentTime;
		this.#loaded = url;
		element.src = url;
		if (atS > 0) element.currentTime = atS;
	}

	/**
	 * After an error of the element: true when it is worth another try, once with each new address. An address may have
	 * ended between two parts of a file.
	 */
	async recover(): Promise<boolean> {
		if (this.#hasRenewed || !(await this.#renew())) return false;
		this.#hasRenewed = true;
		return true;
	}

	/** Ends what is still on its way. */
	unload(): void {
		const { element } = this;
		this.element = null;
		this.#loaded = '';
		element?.pause();
		element?.removeAttribute('src');
		element?.load();
	}

	/** It plays: the next error is another one. */
	plays(): void {
		this.#hasRenewed = false;
	}

	/** False when there is no new one, or the server is away. */
	async #renew(): Promise<boolean> {
		const renewed = await fetch(renewalOf(this.#url))
			.then((answer): Promise<unknown> => (answer.ok ? answer.json() : Promise.resolve(null)))
			.catch(() => null);
		if (!isRenewed(renewed)) return false;
		this.#url = renewed.url;
		return true;
	}
}
