/** The machine a figure was measured on: without it a figure says nothing. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

const GIB = 1024 ** 3;

interface Package {
	readonly version: string;
}

/** Of a package that is installed here; of ourselves without a name. */
export function versionOf(name?: string): string {
	const path =
		name === undefined ? '../../package.json' : `../../node_modules/${name}/package.json`;
	const text = readFileSync(new URL(path, import.meta.url), 'utf8');
	return (JSON.parse(text) as Package).version;
}

/** Load averages of 1, 5 and 15 minutes; over the number of cores others are in the way. */
export const loadAverages = (): string =>
	loadavg()
		.map((load) => load.toFixed(2))
		.join(' ');

/** When, on what, and by which versions; a line each. */
export function machineLines(): string[] {
	const model = cpus()[0]?.model.trim() ?? 'unknown processor';
	return [
		`${new Date().toISOString()}, Atalaya ${versionOf()}, node ${process.versions.node}, chdb ${versionOf('chdb')}`,
		`${availableParallelism()} cores (${model}), ${(totalmem() / GIB).toFixed(1)} GiB, ${process.platform} ${release()}`
	];
}
