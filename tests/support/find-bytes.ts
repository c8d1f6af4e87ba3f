/** Which files below a directory hold any of these texts, byte by byte. */
import { readFileSync, readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join, relative } from 'node:path';

export function filesHolding(directory: string, texts: readonly string[]): string[] {
	const needles = texts.map((text) => Buffer.from(text));
	const found: string[] = [];
	for (const path of filesBelow(directory)) {
		const bytes = orNull(() => readFileSync(path));
		if (bytes && needles.some((needle) => bytes.includes(needle))) {
			found.push(relative(directory, path));
		}
	}
	return found.sort();
}

/** Directory by directory: one that goes meanwhile, such as a part that was merged, ends a recursive reading. */
function* filesBelow(directory: string): Generator<string> {
	const entries: Dirent[] = orNull(() => readdirSync(directory, { withFileTypes: true })) ?? [];
	for (const entry of entries) {
		const path = join(directory, entry.name);
		if (entry.isDirectory()) yield* filesBelow(path);
		else if (entry.isFile()) yield path;
	}
}

/** Files come and go while the product runs. */
function orNull<T>(read: () => T): T | null {
	try {
		return read();
	} catch {
		return null;
	}
}
