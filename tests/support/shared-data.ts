/** Real input that lies beside the project and is not part of it. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const DIRECTORY = resolve(import.meta.dirname, '../../../shared/data');

/** The path of a data file, or null with the reason on the console: the test that needs it is skipped. */
export function sharedData(path: string): string | null {
	const file = resolve(DIRECTORY, path);
	if (existsSync(file)) return file;
	process.stderr.write(`skipped: ${path} is not in ../shared/data\n`);
	return null;
}
