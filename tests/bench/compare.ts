/** The product beside what a user would pick instead, in one run on one machine. */
import { HELP, readCompareOptions } from './compare/options.ts';
import type { CompareOptions, Part } from './compare/options.ts';
import type { Findings } from './compare/findings.ts';
import type { Report } from './report/report.ts';

export const help = HELP;

/** Each part starts what it needs and takes it down again: only one of them is on the machine at a time. */
const RUN: Readonly<Record<Part, () => Promise<(options: CompareOptions) => Promise<Findings>>>> = {
	questions: async () => (await import('./compare/questions-part.ts')).compareQuestions,
	polling: async () => (await import('./compare/polling-part.ts')).comparePolling,
	ingest: async () => (await import('./compare/ingest-part.ts')).compareIngest
};

export async function run(args: readonly string[]): Promise<Report> {
	const options = readCompareOptions(args);
	const findings: Findings[] = [];
	for (const part of options.parts) findings.push(await (await RUN[part]())(options));
	return {
		title: 'What a user would pick instead',
		conditions: [
			`seed ${options.seed}; ${options.runs} runs, in turns, so that whatever else the machine does meets all alike`,
			...findings.flatMap(({ conditions }) => conditions)
		],
		versions: Object.assign({}, ...findings.map(({ versions }) => versions)) as Record<
			string,
			string
		>,
		tables: findings.flatMap(({ tables }) => tables),
		notes: findings.flatMap(({ notes }) => notes),
		failures: findings.flatMap(({ failures = [] }) => failures)
	};
}
