// What `npm audit` says of the packages that run in production: high and critical vulnerabilities fail, and a registry that
// cannot be asked is said, never taken for a clean answer.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** @typedef {{ state: 'passed' | 'failed' | 'skipped', words: string }} Verdict */

const SERIOUS = ['high', 'critical'];

/** @type {(words: string) => Verdict} */
const skipped = (words) => ({ state: 'skipped', words });

/** @param {string} output */
function parse(output) {
	try {
		return Object(JSON.parse(output));
	} catch {
		return null;
	}
}

/** @param {any} report without a list of vulnerabilities */
const reasonOf = ({ message, error }) =>
	message ?? error?.summary ?? 'it sent no list of vulnerabilities';

/** @param {any} report */
const namesOf = ({ vulnerabilities }) =>
	Object.entries(Object(vulnerabilities))
		.filter(([, { severity }]) => SERIOUS.includes(severity))
		.map(([name]) => name);

/**
 * @param {string} output of `npm audit --json`
 * @returns {Verdict}
 */
export function judgeAudit(output) {
	const report = parse(output);
	if (report === null) return skipped('npm audit gave no answer that can be read');
	const counts = report.metadata?.vulnerabilities;
	if (!counts) return skipped(`the registry cannot be asked (${reasonOf(report)})`);
	const serious = SERIOUS.reduce((sum, level) => sum + Number(counts[level] ?? 0), 0);
	return serious === 0
		? { state: 'passed', words: `${counts.total} vulnerabilities, none serious` }
		: {
				state: 'failed',
				words: `${serious} serious vulnerabilities: ${namesOf(report).join(', ')}`
			};
}

/** @returns {Verdict} */
export function auditDependencies() {
	const { stdout, error } = spawnSync(
		'npm',
		['audit', '--omit=dev', '--audit-level=high', '--json'],
		{ encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 64 * 1024 * 1024 }
	);
	return error ? skipped(`npm cannot be run (${error.message})`) : judgeAudit(stdout);
}
