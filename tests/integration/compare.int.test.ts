/** What the benchmarks compare with each other answers the same: the product, other databases, and the engine alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { difference } from '../bench/compare/equality.ts';
import { momentAt } from '../bench/compare/moment.ts';
import { QUESTION_NAMES } from '../bench/compare/questions.ts';
import type { Answer, Question, System } from '../bench/compare/questions.ts';
import { Stage } from '../bench/compare/stage.ts';
import { makeDataDir, removeDataDir } from '../support/engine.ts';
import { postgresBin } from '../support/postgres.ts';

const CONTACTS = 4000;
const SEED = 3;

describe('the same questions to the same events', () => {
	let dataDir: string;
	let stage: Stage;
	let ours: System;
	let others: readonly System[];
	const answers = new Map<Question, Answer>();

	beforeAll(async () => {
		dataDir = await makeDataDir();
		stage = new Stage(dataDir, { contacts: CONTACTS, seed: SEED, moment: momentAt(Date.now()) });
		await stage.start(() => undefined);
		const [first, ...rest] = stage.systems;
		if (first === undefined) throw new Error('nobody to ask');
		[ours, others] = [first, rest];
		for (const question of QUESTION_NAMES) answers.set(question, await ours.ask(question));
	});
	afterAll(async () => {
		await stage.stop();
		await removeDataDir(dataDir);
	});

	test('each has something to say', () => {
		const rows = QUESTION_NAMES.map((question) => answers.get(question)?.length ?? 0);
		expect(rows.every((count) => count > 3)).toBe(true);
	});

	test.each(['DuckDB, events', 'the same engine, events'])('%s agrees with us', async (name) => {
		await expectAgreement(name);
	});

	// Debian's package: where it is not installed there is nobody to compare with.
	test
		.skipIf(postgresBin() === null)
		.each(['PostgreSQL, events and indexes', 'PostgreSQL, roll-ups by triggers'])(
		'%s agrees with us',
		async (name) => {
			await expectAgreement(name);
		}
	);

	async function expectAgreement(name: string): Promise<void> {
		const system = others.find((one) => one.name === name);
		for (const question of QUESTION_NAMES) {
			const answer = (await system?.ask(question)) ?? [];
			const found = difference(question, answer, answers.get(question) ?? []);
			expect(found === null ? null : `${question}: ${found}`).toBeNull();
		}
	}
});
