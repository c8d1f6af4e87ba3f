/** What the buttons of the form do to what was typed so far; nothing is kept until it is saved. */
import type {
	SentLink,
	SentMeasure,
	SentObjective,
	SentPerspective,
	SentScorecard
} from './sent-scorecard.ts';
import { NO_NUMBERS } from './sent-scorecard.ts';

export const ITEM_KINDS = ['perspective', 'objective', 'measure', 'link'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const STEP_VERBS = ['add', 'remove', 'up', 'down', 'show'] as const;
export type StepVerb = (typeof STEP_VERBS)[number];

export interface Step {
	readonly verb: StepVerb;
	readonly kind: ItemKind;
	/** What it is done to; of `add`: what the new one belongs to, or empty. */
	readonly id: string;
}

/** As a button sends it: `add:measure:o-1`. */
export const stepWord = ({ verb, kind, id }: Step): string => `${verb}:${kind}:${id}`;

/** Null for what is no step. */
export function readStep(word: string): Step | null {
	const [verb, kind, id = ''] = word.split(':');
	const known = STEP_VERBS.find((one) => one === verb);
	const item = ITEM_KINDS.find((one) => one === kind);
	return known && item ? { verb: known, kind: item, id } : null;
}

export interface Stepped {
	readonly sent: SentScorecard;
	/** The item to go on with; null: the one that was stepped on is gone. */
	readonly at: string | null;
}

const DEFAULT_WEIGHT = '1';

const NEW_MEASURE: Omit<SentMeasure, 'id' | 'objective'> = {
	...{ name: '', description: '', source: '', channels: [], queues: [], teams: [], owner: '' },
	...{ shape: 'up', numbers: NO_NUMBERS, weight: DEFAULT_WEIGHT, timing: 'lag', leastN: '0' },
	isCritical: false
};

function added(sent: SentScorecard, kind: ItemKind, of: string, id: string): SentScorecard {
	switch (kind) {
		case 'perspective': {
			const item: SentPerspective = { id, kind: 'own', name: '', weight: DEFAULT_WEIGHT };
			return { ...sent, perspectives: [...sent.perspectives, item] };
		}
		case 'objective': {
			const item: SentObjective = {
				...{ id, perspective: of, name: '', owner: '' },
				weight: DEFAULT_WEIGHT
			};
			return { ...sent, objectives: [...sent.objectives, item] };
		}
		case 'measure':
			return { ...sent, measures: [...sent.measures, { ...NEW_MEASURE, id, objective: of }] };
		case 'link': {
			const item: SentLink = {
				...{ id, from: '', to: '', lagMonths: '1', note: '' },
				direction: 'with'
			};
			return { ...sent, links: [...sent.links, item] };
		}
		default:
			return kind satisfies never;
	}
}

/** What belongs to what is taken away goes with it; so do the links to it. */
function removed(sent: SentScorecard, kind: ItemKind, id: string): SentScorecard {
	const gone = new Set([id]);
	const perspectives = sent.perspectives.filter((one) => kind !== 'perspective' || one.id !== id);
	const isKept = (one: SentObjective): boolean => {
		const isGone =
			(kind === 'perspective' && one.perspective === id) || (kind === 'objective' && one.id === id);
		if (isGone) gone.add(one.id);
		return !isGone;
	};
	const objectives = sent.objectives.filter(isKept);
	const ofObjective = kind === 'perspective' || kind === 'objective';
	return {
		...{ ...sent, perspectives, objectives },
		measures: sent.measures.filter((one) =>
			ofObjective ? !gone.has(one.objective) : kind !== 'measure' || one.id !== id
		),
		links: sent.links.filter((one) =>
			ofObjective ? !gone.has(one.from) && !gone.has(one.to) : kind !== 'link' || one.id !== id
		)
	};
}

/** Past the next one of the same parent; what is first or last stays where it is. */
function moved<T extends { readonly id: string }>(
	list: readonly T[],
	id: string,
	{ by, parentOf }: { readonly by: 1 | -1; readonly parentOf: (item: T) => string }
): T[] {
	const copy = [...list];
	const from = copy.findIndex((item) => item.id === id);
	const item = copy[from];
	if (!item) return copy;
	let to = from + by;
	while (copy[to] !== undefined && parentOf(copy[to] ?? item) !== parentOf(item)) to += by;
	const other = copy[to];
	if (other) [copy[from], copy[to]] = [other, item];
	return copy;
}

function shifted(sent: SentScorecard, kind: ItemKind, id: string, by: 1 | -1): SentScorecard {
	const alone = { by, parentOf: () => '' };
	switch (kind) {
		case 'perspective':
			return { ...sent, perspectives: moved(sent.perspectives, id, alone) };
		case 'objective': {
			const parentOf = (one: SentObjective) => one.perspective;
			return { ...sent, objectives: moved(sent.objectives, id, { by, parentOf }) };
		}
		case 'measure': {
			const parentOf = (one: SentMeasure) => one.objective;
			return { ...sent, measures: moved(sent.measures, id, { by, parentOf }) };
		}
		case 'link':
			return { ...sent, links: moved(sent.links, id, alone) };
		default:
			return kind satisfies never;
	}
}

/** `newId`: of the item that is added. */
export function applyStep(sent: SentScorecard, { verb, kind, id }: Step, newId: string): Stepped {
	switch (verb) {
		case 'add':
			return { sent: added(sent, kind, id, newId), at: newId };
		case 'remove':
			return { sent: removed(sent, kind, id), at: null };
		case 'up':
			return { sent: shifted(sent, kind, id, -1), at: id };
		case 'down':
			return { sent: shifted(sent, kind, id, 1), at: id };
		case 'show':
			return { sent, at: id };
		default:
			return verb satisfies never;
	}
}
