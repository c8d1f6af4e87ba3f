/** The same board for many viewers: pushed by the product, and polled from a database. */
import type { Table } from '../report/report.ts';
import { median, rowOfRuns } from '../report/runs.ts';
import { engineBoard, postgresBoards, pushedBoard } from './boards.ts';
import type { Board, BoardsOptions } from './boards.ts';
import { NO_POSTGRES, postgresVersion, say } from './findings.ts';
import type { Findings } from './findings.ts';
import { momentAt } from './moment.ts';
import type { CompareOptions } from './options.ts';
import { postgresBin } from '../../support/postgres.ts';
import type { BoardFigures } from './polled-board.ts';

type Figure = 'p50Ms' | 'p95Ms' | 'cpu' | 'bytes';

const FIGURES: Readonly<Record<Figure, { title: string; unit: string; per: number }>> = {
	p50Ms: { title: 'A change until it is on the screen, the median', unit: 'ms', per: 1 },
	p95Ms: { title: 'A change until it is on the screen, 95 of 100', unit: 'ms', per: 1 },
	cpu: { title: 'Processor time of the servers', unit: 's each second', per: 1 },
	bytes: { title: 'Sent to all viewers', unit: 'KiB/s', per: 1024 }
};

interface Measured {
	readonly name: string;
	readonly runs: BoardFigures[];
}

function tableOf(figure: Figure, boards: readonly Measured[]): Table {
	const { title, unit, per } = FIGURES[figure];
	const valuesOf = ({ runs }: Measured): number[] => runs.map((run) => run[figure] / per);
	const [ours] = boards;
	const against = ours && { name: ours.name, figure: median(valuesOf(ours)) };
	return {
		title,
		rows: boards.map((board) => {
			const trouble = board.runs.find((run) => run.trouble !== null)?.trouble ?? null;
			return rowOfRuns({
				...{ name: board.name, values: valuesOf(board), unit, better: 'lower' },
				against: board === ours ? undefined : against,
				...(trouble === null ? {} : { remark: trouble })
			});
		})
	};
}

async function startBoards(options: BoardsOptions, started: Board[]): Promise<void> {
	say('the product');
	const { board, file } = await pushedBoard(options);
	started.push(board);
	say('PostgreSQL');
	started.push(...(await postgresBoards(file, options)));
	say('the engine alone');
	started.push(await engineBoard(file, options));
}

async function measureAll(boards: readonly Board[], runs: number): Promise<Measured[]> {
	const measured = boards.map(({ name }): Measured => ({ name, runs: [] }));
	for (let run = 0; run < runs; run += 1) {
		for (let turn = 0; turn < boards.length; turn += 1) {
			const index = (run + turn) % boards.length;
			const board = boards[index];
			say(`boards, run ${run + 1} of ${runs}: ${board?.name ?? ''}`);
			const figures = await board?.measure();
			if (figures) measured[index]?.runs.push(figures);
		}
	}
	return measured;
}

export async function comparePolling(options: CompareOptions): Promise<Findings> {
	const boards: Board[] = [];
	try {
		await startBoards({ ...options, moment: momentAt(Date.now()) }, boards);
		const measured = await measureAll(boards, options.runs);
		const { viewers, rate, seconds } = options;
		return {
			conditions: [
				`boards: ${viewers} viewers of one board (who waits by queue; sums of 15 and 60 minutes and of today), ${rate} events/s, ${seconds} s each`
			],
			versions: postgresVersion(),
			tables: (Object.keys(FIGURES) as Figure[]).map((figure) => tableOf(figure, measured)),
			notes: [
				'A board that is polled every 5 s is 2.5 s old on average however fast the database answers. What polls was given a pool of connections and answers in memory; a dashboard server between them would cost more.',
				'Processor time of ours is that of engine, ingest and web together, with masking, deduplication, spool and rights; that of the others is the database alone. What the engine sent is without the heads of its answers.',
				...(postgresBin() === null ? [NO_POSTGRES] : [])
			]
		};
	} finally {
		for (const board of boards) await board.stop();
	}
}
