/** The same questions to all systems: first whether they answer the same, then how long each takes. */
import { figureText } from '../report/markdown.ts';
import type { Row, Table } from '../report/report.ts';
import { median, rowOfRuns } from '../report/runs.ts';
import { dissenters } from './equality.ts';
import { QUESTIONS, QUESTION_NAMES } from './questions.ts';
import type { Question, System } from './questions.ts';
import type { Stage } from './stage.ts';

/** A slow one is asked until this has passed, three times at least. */
const ENOUGH_MS = 3000;
const LEAST_ROUNDS = 3;
const MEBI = 1024 ** 2;

type Warmth = 'first' | 'warm';

export interface Asked {
	readonly question: Question;
	readonly system: string;
	readonly warmth: Warmth;
	/** One a run. */
	readonly runsMs: number[];
}

export interface Disagreement {
	readonly question: Question;
	readonly system: string;
	readonly how: string;
}

export async function compareAnswers(systems: readonly System[]): Promise<Disagreement[]> {
	const found: Disagreement[] = [];
	for (const question of QUESTION_NAMES) {
		const answered = [];
		for (const system of systems) {
			answered.push({ name: system.name, answer: await system.ask(question) });
		}
		for (const [system, how] of dissenters(question, answered))
			found.push({ question, system, how });
	}
	return found;
}

async function timed(system: System, question: Question): Promise<number> {
	const startedAt = performance.now();
	await system.ask(question);
	return performance.now() - startedAt;
}

/** Begins with another of them, so that none is always the one after the servers have started. */
const turned = <T>(all: readonly T[], by: number): T[] => [
	...all.slice(by % all.length),
	...all.slice(0, by % all.length)
];

export class AskAll {
	readonly #stage: Stage;
	readonly #rounds: number;
	readonly #without: ReadonlySet<string>;
	readonly #asked = new Map<string, Asked>();

	constructor(stage: Stage, rounds: number, without: readonly Disagreement[]) {
		this.#stage = stage;
		this.#rounds = rounds;
		this.#without = new Set(without.map(({ question, system }) => `${question} ${system}`));
	}

	/** One run: servers that have just started, then the same questions in turns. */
	async run(run: number): Promise<void> {
		await this.#stage.restart();
		const systems = turned(this.#stage.systems, run);
		const questions = turned(QUESTION_NAMES, run);
		for (const question of questions) {
			for (const system of this.#asking(systems, question)) {
				this.#keep(system, question, 'first', await timed(system, question));
			}
		}
		for (const question of questions) await this.#runWarm(systems, question);
	}

	get asked(): readonly Asked[] {
		return [...this.#asked.values()];
	}

	#asking(systems: readonly System[], question: Question): System[] {
		return systems.filter(({ name }) => !this.#without.has(`${question} ${name}`));
	}

	async #runWarm(systems: readonly System[], question: Question): Promise<void> {
		const times = new Map(
			this.#asking(systems, question).map((system) => [system, [] as number[]])
		);
		for (let round = 0; round < this.#rounds; round += 1) {
			for (const [system, each] of times) {
				const spent = each.reduce((total, ms) => total + ms, 0);
				if (each.length >= LEAST_ROUNDS && spent > ENOUGH_MS) continue;
				each.push(await timed(system, question));
			}
		}
		for (const [system, each] of times) this.#keep(system, question, 'warm', median(each));
	}

	#keep({ name }: System, question: Question, warmth: Warmth, ms: number): void {
		const key = `${question} ${name} ${warmth}`;
		const found = this.#asked.get(key) ?? { question, system: name, warmth, runsMs: [] };
		found.runsMs.push(ms);
		this.#asked.set(key, found);
	}
}

const WORDS: Readonly<Record<Warmth, string>> = {
	first: 'first after a start',
	warm: 'warm'
};

function rowsOf(
	ours: string,
	asked: readonly Asked[],
	{ question, warmth }: Pick<Asked, 'question' | 'warmth'>
): Row[] {
	const all = asked.filter((one) => one.question === question && one.warmth === warmth);
	const mine = all.find(({ system }) => system === ours);
	return all
		.toSorted((a, b) => Number(b === mine) - Number(a === mine) || (a.system < b.system ? -1 : 1))
		.map((one) =>
			rowOfRuns({
				name: `${one.system}, ${WORDS[warmth]}`,
				...{ values: one.runsMs, unit: 'ms', better: 'lower' },
				against: mine && one !== mine ? { name: ours, figure: median(mine.runsMs) } : undefined
			})
		);
}

/** A table a question; the ratio is how many times as long as ours. */
export function questionTables(
	ours: string,
	asked: readonly Asked[],
	disagreements: readonly Disagreement[]
): Table[] {
	return QUESTION_NAMES.map((question) => ({
		title: QUESTIONS[question],
		rows: [
			...rowsOf(ours, asked, { question, warmth: 'warm' }),
			...rowsOf(ours, asked, { question, warmth: 'first' }),
			...disagreements
				.filter((one) => one.question === question)
				.map(({ system, how }) => ({
					...{ name: system, figure: null, unit: 'ms' },
					remark: `answers something else: ${how}`
				}))
		]
	}));
}

export async function sizeTable(stage: Stage, events: number): Promise<Table> {
	const sizes = await stage.sizes();
	const [ours] = sizes;
	const mine = ours === undefined ? null : { name: ours.name, figure: ours.bytes / MEBI };
	return {
		title: 'What the same events take on disk',
		rows: sizes.map(({ name, bytes }) => ({
			...{ name, figure: bytes / MEBI, unit: 'MiB' },
			...(mine && mine.name !== name ? { against: mine } : {}),
			remark: `${figureText(bytes / events)} bytes an event`
		}))
	};
}
