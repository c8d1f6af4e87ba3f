/** Which tiles of a screen without a pointer show a code that leads a phone to where their number comes from. */

/** Long enough to take out a phone. */
export const CODES_MS = 20_000;

const DIGIT = /^[1-9]$/;
const STEP: Readonly<Record<string, number>> = {
	ArrowRight: 1,
	ArrowDown: 1,
	ArrowLeft: -1,
	ArrowUp: -1
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

export class PassportCodes {
	/** Place of the tile, or all of them. */
	#shown: number | 'all' | null = $state.raw(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #startsByArrow: boolean;

	/** On a screen with a pointer the arrows scroll until a code is shown. */
	constructor({ startsByArrow }: { readonly startsByArrow: boolean }) {
		this.#startsByArrow = startsByArrow;
	}

	get isShown(): boolean {
		return this.#shown !== null;
	}

	/** Whether the tile at this place of the board shows its code. */
	shows(place: number): boolean {
		return this.#shown === 'all' || this.#shown === place;
	}

	/** True for a key it took: `i` all codes, a digit or an arrow one of them, Escape none. */
	press({ key, ctrlKey, metaKey, altKey, repeat }: Pressed, tiles: number): boolean {
		return !(ctrlKey || metaKey || altKey || repeat) && tiles > 0 && this.#take(key, tiles);
	}

	#take(key: string, tiles: number): boolean {
		if (key.toLowerCase() === 'i') return this.#show(this.#shown === 'all' ? null : 'all');
		if (key === 'Escape' && this.isShown) return this.#show(null);
		if (DIGIT.test(key)) return Number(key) <= tiles && this.#show(Number(key) - 1);
		return this.#step(STEP[key] ?? 0, tiles);
	}

	hide(): void {
		this.#show(null);
	}

	#step(step: number, tiles: number): boolean {
		if (step === 0 || (!this.isShown && !this.#startsByArrow)) return false;
		const first = step > 0 ? -1 : tiles;
		const from = typeof this.#shown === 'number' ? this.#shown : first;
		return this.#show((from + step + tiles) % tiles);
	}

	#show(shown: number | 'all' | null): true {
		this.#shown = shown;
		clearTimeout(this.#timer);
		if (shown !== null) {
			this.#timer = setTimeout(() => {
				this.#shown = null;
			}, CODES_MS);
		}
		return true;
	}
}
