/**
 * Two people who talk, without a word that could be understood: for each turn the buzz and the breath of a voice, shaped
 * by three resonances that follow the letters of what was said (a source and its filter, as in the oldest synthesisers).
 */
import type { Random } from '../random.ts';
import type { Turn } from '../script/talk.ts';
import { SAMPLES_PER_SECOND } from './mu-law-wav.ts';
import { soundsOf } from './sounds.ts';
import type { Sound } from './sounds.ts';

const PER_MS = SAMPLES_PER_SECOND / 1000;
/** The shape of the mouth changes this often. */
const STEP_SAMPLES = 40;
const BANDWIDTHS_HZ = [90, 120, 170] as const;
/** The higher, the softer. */
const SHARES = [1, 0.7, 0.4] as const;
const LEVEL = 1.9;
const LINE_NOISE = 0.0025;
const FADE_SAMPLES = 160;

/** What tells one person from another. */
interface Speaker {
	readonly pitchHz: number;
	/** Larger for a smaller head. */
	readonly stretch: number;
}

/** −1..1. */
type Noise = () => number;

/** White noise that costs nothing: a congruential generator. */
function noiseFrom(seed: number): Noise {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2_147_483_648 - 1;
	};
}

/** A resonance: two poles. */
class Resonance {
	#a = 0;
	#b = 0;
	#gain = 0;
	#last = 0;
	#before = 0;

	tune(hz: number, bandwidthHz: number): void {
		const radius = Math.exp((-Math.PI * bandwidthHz) / SAMPLES_PER_SECOND);
		this.#a = 2 * radius * Math.cos((2 * Math.PI * hz) / SAMPLES_PER_SECOND);
		this.#b = -radius * radius;
		this.#gain = 1 - radius;
	}

	pass(input: number): number {
		const output = this.#gain * input + this.#a * this.#last + this.#b * this.#before;
		this.#before = this.#last;
		this.#last = output;
		return output;
	}
}

const between = (from: number, to: number, share: number): number => from + (to - from) * share;

class Mouth {
	readonly #parts = SHARES.map((share) => [new Resonance(), share] as const);
	readonly #noise: Noise;
	readonly #speaker: Speaker;
	#formants: number[] = [500, 1400, 2450];
	#voice = 0;
	#breath = 0;
	#phase = 0;

	constructor(speaker: Speaker, noise: Noise) {
		this.#speaker = speaker;
		this.#noise = noise;
	}

	/** A part of the way to the next sound. */
	#move({ formants, voice, breath }: Sound): void {
		this.#formants = this.#formants.map((hz, index) => between(hz, formants[index] ?? hz, 0.35));
		this.#voice = between(this.#voice, voice, 0.4);
		this.#breath = between(this.#breath, breath, 0.5);
		for (const [index, [resonance]] of this.#parts.entries()) {
			const hz = (this.#formants[index] ?? 0) * this.#speaker.stretch;
			resonance.tune(Math.min(3800, hz), BANDWIDTHS_HZ[index] ?? 0);
		}
	}

	/** `melody`: the pitch against the usual one. */
	say(sound: Sound, melody: number, into: Float32Array): void {
		this.#move(sound);
		const step = (this.#speaker.pitchHz * melody) / SAMPLES_PER_SECOND;
		for (let index = 0; index < into.length; index += 1) {
			this.#phase = (this.#phase + step) % 1;
			// The cords open slowly and close at once.
			const buzz = this.#phase < 0.6 ? Math.sin((Math.PI * this.#phase) / 0.6) - 0.5 : -0.5;
			const source = this.#voice * buzz + this.#breath * this.#noise();
			let heard = 0;
			for (const [resonance, share] of this.#parts) heard += share * resonance.pass(source);
			into[index] = heard * LEVEL;
		}
	}
}

/** Higher at the beginning of a turn, and up again where somebody asks. */
function melodyAt(share: number, isQuestion: boolean): number {
	const falling = 1.12 - 0.2 * share + 0.04 * Math.sin(share * 25);
	return isQuestion && share > 0.8 ? falling + (share - 0.8) * 1.6 : falling;
}

/** The sound at a share of what is said, by the weights of the sounds. */
function* soundsAlong(text: string, steps: number): Generator<Sound, void, undefined> {
	const sounds = soundsOf(text);
	const whole = sounds.reduce((sum, { weight }) => sum + weight, 0);
	let [index, endsAt] = [0, sounds[0]?.weight ?? 0];
	for (let step = 0; step < steps; step += 1) {
		while (endsAt < (step / steps) * whole) {
			index += 1;
			endsAt += sounds[index]?.weight ?? whole;
		}
		const sound = sounds[index];
		if (sound) yield sound;
	}
}

/** So that a turn does not end with a click. */
function fade(samples: Float32Array): void {
	const length = Math.min(FADE_SAMPLES, samples.length);
	for (let at = 0; at < length; at += 1) {
		const last = samples.length - 1 - at;
		samples[last] = (samples[last] ?? 0) * (at / FADE_SAMPLES);
	}
}

function say({ text, startMs, endMs }: Turn, mouth: Mouth, samples: Float32Array): void {
	const piece = samples.subarray(Math.round(startMs * PER_MS), Math.round(endMs * PER_MS));
	let at = 0;
	for (const sound of soundsAlong(text, Math.ceil(piece.length / STEP_SAMPLES))) {
		const melody = melodyAt(at / piece.length, text.includes('?'));
		mouth.say(sound, melody, piece.subarray(at, at + STEP_SAMPLES));
		at += STEP_SAMPLES;
	}
	fade(piece);
}

/** −1..1, at the rate of the file. The same turns and randomness give the same sound. */
export function speak(turns: readonly Turn[], lengthMs: number, random: Random): Float32Array {
	const samples = new Float32Array(Math.round(lengthMs * PER_MS));
	const noise = noiseFrom(random.integer(1, 2_000_000_000));
	const speaker = (lowHz: number, highHz: number): Speaker => {
		const pitchHz = random.between(lowHz, highHz);
		return { pitchHz, stretch: 0.85 + pitchHz / 800 };
	};
	const mouths = {
		agent: new Mouth(speaker(165, 215), noise),
		customer: new Mouth(speaker(95, 140), noise)
	};
	for (const turn of turns) say(turn, mouths[turn.speaker], samples);
	for (let index = 0; index < samples.length; index += 1) {
		const sample = (samples[index] ?? 0) + LINE_NOISE * noise();
		samples[index] = Math.tanh(sample);
	}
	return samples;
}
