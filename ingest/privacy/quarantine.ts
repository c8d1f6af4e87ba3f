/** Damaged pieces of the spool, set aside: nobody reads them, and they may hold what is to be erased. */
import { join } from 'node:path';
import type { FileSystem } from '../spool/file-system.ts';
import { readFully } from '../spool/file-system.ts';

const WINDOW_BYTES = 1024 * 1024;

async function holdsAny(
	fileSystem: FileSystem,
	path: string,
	needles: readonly Buffer[]
): Promise<boolean> {
	const longest = Math.max(...needles.map(({ length }) => length));
	const file = await fileSystem.open(path);
	try {
		const size = await file.size();
		for (let at = 0; at < size; at += WINDOW_BYTES) {
			// A little more than the window, so that nothing hides on its edge.
			const bytes = await readFully(file, Buffer.alloc(WINDOW_BYTES + longest), at);
			if (needles.some((needle) => bytes.includes(needle))) return true;
		}
		return false;
	} finally {
		await file.close();
	}
}

/** `kept`: whole files of another version hold events of others that are still to be delivered. */
export async function searchQuarantine(
	fileSystem: FileSystem,
	directory: string,
	ids: readonly string[]
): Promise<{ removed: number; kept: number }> {
	const needles = ids.map((id) => Buffer.from(JSON.stringify(id)));
	const found = { removed: 0, kept: 0 };
	if (needles.length === 0) return found;
	for (const name of await fileSystem.list(directory)) {
		const path = join(directory, name);
		if (!(await holdsAny(fileSystem, path, needles))) continue;
		if (name.endsWith('.bytes')) {
			await fileSystem.remove(path);
			found.removed += 1;
		} else found.kept += 1;
	}
	if (found.removed > 0) await fileSystem.syncDirectory(directory);
	return found;
}
