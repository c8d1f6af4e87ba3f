/** A tone when a limit is crossed: two soft notes down for critical, one for a warning. */
import type { Status } from '#lib/domain/boards/status.ts';

/** Several crossings at once are one tone. */
const QUIET_MS = 3000;
const NOTE_S = 0.28;
const VOLUME = 0.16;
const NOTES: Record<'warn' | 'bad', readonly number[]> = { warn: [660], bad: [784, 587] };

export class Alarm {
	#audio: AudioContext | null = null;
	#lastAtMs = -Infinity;

	/** Called in a gesture of a person: browsers let a page sound only then. */
	allow(): void {
		// Televisions without WebAudio stay silent.
		if (typeof AudioContext === 'undefined') return;
		this.#audio ??= new AudioContext();
		if (this.#audio.state === 'suspended') void this.#audio.resume().catch(() => undefined);
	}

	sound(status: Status, nowMs: number): void {
		if (status !== 'warn' && status !== 'bad') return;
		if (this.#audio?.state !== 'running' || nowMs - this.#lastAtMs < QUIET_MS) return;
		this.#lastAtMs = nowMs;
		let start = this.#audio.currentTime;
		for (const frequency of NOTES[status]) {
			this.#note(this.#audio, frequency, start);
			start += NOTE_S;
		}
	}

	#note(audio: AudioContext, frequency: number, start: number): void {
		const tone = audio.createOscillator();
		const gain = audio.createGain();
		tone.frequency.value = frequency;
		gain.gain.setValueAtTime(0, start);
		gain.gain.linearRampToValueAtTime(VOLUME, start + 0.02);
		gain.gain.exponentialRampToValueAtTime(0.001, start + NOTE_S);
		tone.connect(gain).connect(audio.destination);
		tone.start(start);
		tone.stop(start + NOTE_S);
	}
}
