/** The machine a figure was measured on: without it a figure says nothing. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

const GIB = 1024 ** 3;

interface Package {
	readonly version: string;
}

const versionOf = (path: string): string => {
	const text = readFileSync(new URL(path, import.meta.url), 'utf8');
	return (JSON.parse(text) as Package).version;
};

/** Load averages of 1, 5 and 15 minutes; over the number of cores others are in the way. */
export const loadAverages = (): string =>
	loadavg()
		.map((load) => load.toFixed(2))
		.join(' ');

/** Machine, versions and load, a line each. */
export function machineLines(): string[] {
	const model = cpus()[0]?.model.trim() ?? 'unknown processor';
	return [
		`${new Date().toISOString()}  Atalaya ${versionOf('../../package.json')}`,
		`${availableParallelism()} cores (${model}), ${(totalmem() / GIB).toFixed(1)} GiB, ${process.platform} ${release()}`,
		`node ${process.versions.node}, chdb ${versionOf('../../node_modules/chdb/package.json')}, load ${loadAverages()}`
	];
}

export function printMachine(): void {
	console.log(machineLines().join('\n'));
}
