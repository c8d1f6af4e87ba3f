/** The same questions to the same events, wherever they are kept. */
import { versionOf } from '../machine.ts';
import { postgresBin } from '../../support/postgres.ts';
import { AskAll, compareAnswers, questionTables, sizeTable } from './ask-all.ts';
import { P90_TOLERANCE } from './equality.ts';
import { NO_POSTGRES, postgresVersion, say } from './findings.ts';
import type { Findings } from './findings.ts';
import { momentAt } from './moment.ts';
import type { CompareOptions } from './options.ts';
import { POSTGRES_SETTINGS } from './postgres.ts';
import { onStage } from './stage.ts';
import type { Stage } from './stage.ts';

const NOTES = [
	'Every answer was compared with every other before anything was timed, number by number; ' +
		`percentiles to within ${100 * P90_TOLERANCE} %, because ours are sketches that promise 1 % and the others are exact.`,
	'"First after a start": the servers had just been started again, and the files were still in the memory of the system.',
	'Ours asks with one thread and counts with the settings of each queue, late events and repeated ones; the others are told that nothing is late or repeated, and how long a contact lasts at most.',
	'The roll-ups in PostgreSQL are a row a contact and sums of 15 minutes by queue and channel, changed by one statement a batch; nobody else may write the same contact meanwhile.'
];

async function measure(stage: Stage, options: CompareOptions): Promise<Findings> {
	const { contacts, runs, rounds } = options;
	say('comparing answers');
	const disagreements = await compareAnswers(stage.systems);
	const asking = new AskAll(stage, rounds, disagreements);
	for (let run = 0; run < runs; run += 1) {
		say(`questions, run ${run + 1} of ${runs}`);
		await asking.run(run);
	}
	const { version, events } = await stage.facts();
	const ours = stage.systems[0]?.name ?? '';
	return {
		conditions: [
			`questions: ${contacts.toLocaleString('en')} contacts of 30 days, ${events.toLocaleString('en')} events; PostgreSQL with ${POSTGRES_SETTINGS.join(', ')}`
		],
		versions: {
			...postgresVersion(),
			DuckDB: versionOf('@duckdb/node-api'),
			engine: version
		},
		tables: [...questionTables(ours, asking.asked, disagreements), await sizeTable(stage, events)],
		notes: [...NOTES, ...(postgresBin() === null ? [NO_POSTGRES] : [])],
		failures: disagreements.map(
			({ question, system, how }) => `${system} answers "${question}" differently: ${how}`
		)
	};
}

export const compareQuestions = (options: CompareOptions): Promise<Findings> =>
	onStage(
		{ contacts: options.contacts, seed: options.seed, moment: momentAt(Date.now()) },
		say,
		(stage) => measure(stage, options)
	);
