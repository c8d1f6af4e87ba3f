/** Which days of history are in the product already, for this seed and time zone. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const Marker = Type.Object({
	version: Type.Literal(1),
	seed: Type.String(),
	zone: Type.String(),
	days: Type.Array(Type.String())
});
type Marker = Static<typeof Marker>;

async function read(path: string): Promise<Marker | null> {
	try {
		const value: unknown = JSON.parse(await readFile(path, 'utf8'));
		return Value.Check(Marker, value) ? value : null;
	} catch {
		// Absent or damaged: the days are sent again, and are duplicates then.
		return null;
	}
}

export class HistoryMarker {
	readonly #path: string;
	readonly #seed: string;
	readonly #zone: string;
	readonly #days: Set<string>;

	private constructor(path: string, seed: string, zone: string, days: readonly string[]) {
		this.#path = path;
		this.#seed = seed;
		this.#zone = zone;
		this.#days = new Set(days);
	}

	static async open(dataDir: string, seed: string, zone: string): Promise<HistoryMarker> {
		const path = join(dataDir, 'demo', 'history.json');
		const found = await read(path);
		const same = found?.seed === seed && found.zone === zone;
		return new HistoryMarker(path, seed, zone, same ? found.days : []);
	}

	has(date: string): boolean {
		return this.#days.has(date);
	}

	/** In one step: whoever reads the file finds the former or the new one. */
	async add(date: string): Promise<void> {
		this.#days.add(date);
		const days = [...this.#days].sort();
		const marker: Marker = { version: 1, seed: this.#seed, zone: this.#zone, days };
		await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
		const draft = `${this.#path}.tmp`;
		await writeFile(draft, `${JSON.stringify(marker)}\n`, { mode: 0o600 });
		await rename(draft, this.#path);
	}
}
