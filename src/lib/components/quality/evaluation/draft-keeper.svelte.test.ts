import { describe, expect, it } from 'vitest';
import { EMPTY_ANSWER, NOTHING_FILLED } from '#lib/domain/quality/answers.ts';
import type { FilledForm } from '#lib/domain/quality/answers.ts';
import type { SaveAnswer } from '#lib/domain/quality/draft-exchange.ts';
import { DraftKeeper } from './draft-keeper.svelte.ts';
import type { DraftToSend } from './send-draft.ts';

const said = (comment: string): FilledForm => ({ ...NOTHING_FILLED, comment });
const answered = (option: string, comment = ''): FilledForm => ({
	...NOTHING_FILLED,
	...{ answers: { a: { ...EMPTY_ANSWER, options: [option] } }, comment }
});

/** A server, a browser's storage and its clock, worked by hand. */
function world(draft = { filled: NOTHING_FILLED, draftRevision: 1, savedAtMs: 0 }) {
	const shelf = new Map<string, string>();
	const sent: (DraftToSend & { readonly address: string })[] = [];
	const answers: (SaveAnswer | 'down')[] = [];
	let due: (() => void) | null = null;
	const ask = ((address: string, { body }: { body: string }) => {
		sent.push({ address, ...(JSON.parse(body) as DraftToSend) });
		const answer = answers.shift() ?? 'down';
		if (answer === 'down') return Promise.reject(new Error('no connection'));
		return Promise.resolve(Response.json(answer));
	}) as unknown as typeof fetch;
	const open = (of = draft) =>
		new DraftKeeper({
			...{ evaluation: 'e', person: 'p', draft: of, workMs: 0, heardShare: null, ask },
			shelf: {
				getItem: (key) => shelf.get(key) ?? null,
				setItem: (key, text) => void shelf.set(key, text),
				removeItem: (key) => void shelf.delete(key)
			},
			later: (_afterMs, act) => {
				due = act;
				return () => {
					if (due === act) due = null;
				};
			}
		});
	return {
		...{ shelf, sent, answers, open },
		isWaiting: () => due !== null,
		/** Lets the time pass, and what is sent arrive. */
		pass: async (): Promise<void> => {
			const act = due;
			due = null;
			act?.();
			for (let turns = 0; turns < 8; turns++) await Promise.resolve();
			await new Promise((resolve) => setTimeout(resolve));
		}
	};
}

describe('keeping a draft', () => {
	it('saves once after several changes, with the revision it knows', async () => {
		const { open, answers, sent, pass, shelf } = world();
		const keeper = open();
		keeper.filled = said('a');
		keeper.filled = said('ab');
		expect(keeper.state.kind).toBe('waiting');
		answers.push({ kind: 'saved', draftRevision: 2, savedAtMs: 77 });
		await pass();
		expect(sent).toMatchObject([
			{ address: '/quality/evaluations/e/draft', filled: said('ab'), draftRevision: 1 }
		]);
		expect([keeper.state.kind, keeper.savedAtMs]).toEqual(['saved', 77]);
		expect(shelf.size).toBe(0);
		keeper.filled = said('abc');
		answers.push({ kind: 'saved', draftRevision: 3, savedAtMs: 78 });
		await pass();
		expect(sent[1]).toMatchObject({ draftRevision: 2 });
	});

	it('says when it does not work, keeps what is written, and tries again', async () => {
		const { open, answers, pass, shelf, isWaiting } = world();
		const keeper = open();
		keeper.filled = said('a');
		await pass();
		expect(keeper.state.kind).toBe('failed');
		expect(shelf.size).toBe(1);
		expect(isWaiting()).toBe(true);
		answers.push({ kind: 'saved', draftRevision: 2, savedAtMs: 5 });
		await pass();
		expect(keeper.state.kind).toBe('saved');
	});

	it('takes up after a reload what was never saved', async () => {
		const { open, answers, pass, sent } = world();
		open().filled = said('not saved');
		const again = open();
		again.restore();
		expect(again.filled).toEqual(said('not saved'));
		expect(again.isRecovered).toBe(true);
		answers.push({ kind: 'saved', draftRevision: 2, savedAtMs: 5 });
		await pass();
		expect(sent.at(-1)).toMatchObject({ filled: said('not saved') });
	});

	it('tells after a reload that somebody else saved meanwhile', () => {
		const { open } = world();
		open().filled = said('mine');
		const again = open({ filled: said('theirs'), draftRevision: 2, savedAtMs: 9 });
		again.restore();
		expect(again.state).toMatchObject({ kind: 'conflict', current: { draftRevision: 2 } });
		expect(again.filled).toEqual(said('mine'));
	});

	it('recovers nothing that the server has', () => {
		const { open, shelf } = world();
		open().filled = said('left with the page');
		const again = open({ filled: said('left with the page'), draftRevision: 2, savedAtMs: 9 });
		again.restore();
		expect([again.isRecovered, shelf.size]).toEqual([false, 0]);
	});
});

describe('two who write', () => {
	const theirs = { filled: answered('no', 'theirs'), draftRevision: 5, savedAtMs: 9 };

	it('are told, and nothing is sent until it is decided', async () => {
		const { open, answers, pass, sent } = world();
		const keeper = open();
		keeper.filled = said('mine');
		answers.push({ kind: 'conflict', current: theirs });
		await pass();
		expect(keeper.state.kind).toBe('conflict');
		keeper.filled = said('mine, longer');
		await pass();
		expect(sent).toHaveLength(1);
	});

	it('are joined, and what is replaced is handed back', async () => {
		const { open, answers, pass, sent } = world();
		const keeper = open();
		keeper.filled = said('mine');
		answers.push({ kind: 'conflict', current: theirs });
		await pass();
		answers.push({ kind: 'saved', draftRevision: 6, savedAtMs: 10 });
		await keeper.join();
		expect(sent.at(-1)).toMatchObject({ draftRevision: 5, filled: answered('no', 'mine') });
		expect(keeper.aside.map(({ text }) => text)).toEqual(['theirs']);
		expect(keeper.state.kind).toBe('saved');
	});

	it('may take the other, and keep what they had written in sight', async () => {
		const { open, answers, pass } = world();
		const keeper = open();
		keeper.filled = said('mine');
		answers.push({ kind: 'conflict', current: theirs });
		await pass();
		await keeper.takeTheirs();
		expect(keeper.filled).toEqual(theirs.filled);
		expect(keeper.aside.map(({ text }) => text)).toEqual(['mine']);
		keeper.dismissAside();
		expect(keeper.aside).toEqual([]);
	});

	it('are none when only the answer was lost', async () => {
		const { open, answers, pass } = world();
		const keeper = open();
		keeper.filled = said('mine');
		answers.push({
			kind: 'conflict',
			current: { filled: said('mine'), draftRevision: 2, savedAtMs: 3 }
		});
		await pass();
		expect(keeper.state.kind).toBe('saved');
	});
});

describe('submitting', () => {
	it('sends what is written now, and ends', async () => {
		const { open, answers, sent, shelf } = world();
		const keeper = open();
		keeper.filled = said('done');
		answers.push({ kind: 'submitted' });
		expect(await keeper.submit()).toBe(true);
		expect(sent).toMatchObject([
			{ address: '/quality/evaluations/e/submission', filled: said('done') }
		]);
		expect([keeper.hasEnded, shelf.size]).toEqual([true, 0]);
		keeper.filled = said('too late');
		expect(keeper.filled).toEqual(said('done'));
	});

	it('tells what is missing, and saves it all the same', async () => {
		const { open, answers, sent } = world();
		const keeper = open();
		keeper.filled = said('half');
		answers.push({ kind: 'missing', missing: [{ question: 'a', why: 'unanswered' }] });
		answers.push({ kind: 'saved', draftRevision: 2, savedAtMs: 3 });
		expect(await keeper.submit()).toBe(false);
		expect(keeper.missing).toEqual([{ question: 'a', why: 'unanswered' }]);
		expect(sent).toHaveLength(2);
	});

	it('says when it did not arrive', async () => {
		const { open } = world();
		const keeper = open();
		keeper.filled = said('done');
		expect(await keeper.submit()).toBe(false);
		expect([keeper.hasSubmitFailed, keeper.hasEnded]).toEqual([true, false]);
	});
});
