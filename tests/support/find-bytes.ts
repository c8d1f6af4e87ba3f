/** Which files below a directory hold any of these texts, byte by byte. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

export function filesHolding(directory: string, texts: readonly string[]): string[] {
	const needles = texts.map((text) => Buffer.from(text));
	const found: string[] = [];
	for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const bytes = readOrNull(path);
		if (bytes && needles.some((needle) => bytes.includes(needle))) {
			found.push(relative(directory, path));
		}
	}
	return found.sort();
}

/** Files come and go while the product runs. */
function readOrNull(path: string): Buffer | null {
	try {
		return readFileSync(path);
	} catch {
		return null;
	}
}
