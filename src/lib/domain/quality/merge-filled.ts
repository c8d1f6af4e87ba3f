/**
 * Two people wrote into the same evaluation: what either changed since the last common state is kept. Where both changed
 * the same thing, one of them stays and the other is handed back, so that nothing is lost unseen.
 */
import type { Answer, FilledForm, Moment } from './answers.ts';

export interface SetAside {
	/** Id of a question; empty: the comment on the whole. */
	readonly question: string;
	readonly moment: Moment | null;
	/** What was not taken; null: an answer, with what is in `answer`. */
	readonly text: string | null;
	readonly answer: Answer | null;
}

export interface Merged {
	readonly filled: FilledForm;
	readonly aside: readonly SetAside[];
}

const same = (a: unknown, b: unknown): boolean =>
	JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const keysOf = (...records: readonly Readonly<Record<string, unknown>>[]): string[] => [
	...new Set(records.flatMap((record) => Object.keys(record)))
];

function mergeRecords<T>(
	base: Readonly<Record<string, T>>,
	mine: Readonly<Record<string, T>>,
	theirs: Readonly<Record<string, T>>
): { readonly merged: Record<string, T>; readonly clashes: readonly string[] } {
	const merged: Record<string, T> = {};
	const clashes: string[] = [];
	for (const key of keysOf(theirs, mine, base)) {
		const isMine = !same(mine[key], base[key]);
		const isTheirs = !same(theirs[key], base[key]);
		if (isMine && isTheirs && !same(mine[key], theirs[key])) clashes.push(key);
		const taken = isMine ? mine[key] : theirs[key];
		if (taken !== undefined) merged[key] = taken;
	}
	return { merged, clashes };
}

const byId = (moments: readonly Moment[]): Record<string, Moment> =>
	Object.fromEntries(moments.map((moment) => [moment.id, moment]));

const aside = (part: Partial<SetAside>): SetAside => ({
	...{ question: '', moment: null, text: null, answer: null },
	...part
});

/** `mine` stays where both changed the same; what it replaces is set aside. */
export function mergeFilled(base: FilledForm, mine: FilledForm, theirs: FilledForm): Merged {
	const answers = mergeRecords(base.answers, mine.answers, theirs.answers);
	const moments = mergeRecords(byId(base.moments), byId(mine.moments), byId(theirs.moments));
	const isMineComment = mine.comment !== base.comment;
	const isClash =
		isMineComment && theirs.comment !== base.comment && mine.comment !== theirs.comment;
	const left = (answer: Answer | undefined, question: string): SetAside[] =>
		answer === undefined ? [] : [aside({ question, answer })];
	const leftMoment = (moment: Moment | undefined): SetAside[] =>
		moment === undefined ? [] : [aside({ question: moment.question, moment, text: moment.text })];
	return {
		filled: {
			answers: answers.merged,
			moments: Object.values(moments.merged).sort((a, b) => a.atMs - b.atMs),
			comment: isMineComment ? mine.comment : theirs.comment
		},
		aside: [
			...answers.clashes.flatMap((id) => left(theirs.answers[id], id)),
			...moments.clashes.flatMap((id) => leftMoment(byId(theirs.moments)[id])),
			...(isClash ? [aside({ text: theirs.comment })] : [])
		]
	};
}

/** What `mine` says and `theirs` does not: handed back when theirs is taken as it is. */
export function leftOf(mine: FilledForm, theirs: FilledForm): SetAside[] {
	const answers = Object.entries(mine.answers).filter(
		([id, answer]) => !same(answer, theirs.answers[id])
	);
	const known = byId(theirs.moments);
	const moments = mine.moments.filter((moment) => !same(moment, known[moment.id]));
	return [
		...answers.map(([question, answer]) => aside({ question, answer })),
		...moments.map((moment) => aside({ question: moment.question, moment, text: moment.text })),
		...(mine.comment === theirs.comment || mine.comment === ''
			? []
			: [aside({ text: mine.comment })])
	];
}
