/** What a part of the comparison adds to its report. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { postgresBin } from '../../support/postgres.ts';
import type { Report, Table } from '../report/report.ts';

export interface Findings {
	readonly conditions: readonly string[];
	readonly versions: Readonly<Record<string, string>>;
	readonly tables: readonly Table[];
	readonly notes: readonly string[];
	readonly failures?: Report['failures'];
}

export const say = (what: string): void => {
	console.error(`  ${new Date().toISOString().slice(11, 19)} ${what}`);
};

export const NO_POSTGRES = 'PostgreSQL is not installed on this machine: it is missing here.';

/** Of the server on this machine; nothing where there is none. */
export function postgresVersion(): Record<string, string> {
	const bin = postgresBin();
	if (bin === null) return {};
	const said = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
	return { PostgreSQL: /\d+\.\d+/.exec(said)?.[0] ?? said.trim() };
}
