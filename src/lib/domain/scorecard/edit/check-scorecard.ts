/** What the form of a scorecard sent, as the scorecard it means; or what is wrong with it, and in which field. */
import { Value } from '@sinclair/typebox/value';
import { contentFaults } from '../content-faults.ts';
import type { ContentFault, ContentFaultCode, FaultyItem } from '../content-faults.ts';
import { isMonth } from '../month.ts';
import { MONEY_FORMULAS } from '../money.ts';
import { MOST_LAG_MONTHS, ScorecardContent } from '../scorecard.ts';
import type { Measure, MeasureSource, StrategyLink } from '../scorecard.ts';
import type { Target } from '../target.ts';
import { readAmount } from './amount-text.ts';
import type { MeasureUnit } from '../measure-unit.ts';
import { readTyped } from '../typed-number.ts';
import type { DecimalMark } from '../typed-number.ts';
import { UNKNOWN_UNIT, fieldsOf, sourceWord } from './sent-scorecard.ts';
import type {
	SentLink,
	SentMeasure,
	SentScorecard,
	TargetField,
	Writing
} from './sent-scorecard.ts';

const MOST_WEIGHT = 1000;
const MOST_LEAST_N = 1_000_000;
export const LONGEST_NOTE = 500;
const LONGEST_NAME = 120;
const LONGEST_WORDS = 2000;

/** Null for a word that names no source. */
export function readSource(
	word: string,
	{ channels, queues, teams }: Pick<SentMeasure, 'channels' | 'queues' | 'teams'>
): MeasureSource | null {
	const colon = word.indexOf(':');
	const [kind, name] = [word.slice(0, colon), word.slice(colon + 1)];
	if (name === '') return null;
	const formula = MONEY_FORMULAS.find((one) => one === name);
	switch (kind) {
		case 'metric': {
			const names = { channels: [...channels], queues: [...queues], teams: [...teams] };
			return { kind: 'metric', metric: name, ...names };
		}
		case 'figure':
			return { kind: 'figure', figure: name };
		case 'money':
			return formula ? { kind: 'money', formula, channels: [...channels] } : null;
		default:
			return null;
	}
}

/** Stands in for a source that was not chosen, while the rest is checked. */
const NO_SOURCE: MeasureSource = { kind: 'figure', figure: '-' };

class Checking {
	readonly faults: ContentFault[] = [];
	readonly #unitOf: (word: string) => MeasureUnit | null;
	readonly #mark: DecimalMark;

	constructor({ unitOf, mark }: Writing) {
		this.#unitOf = unitOf;
		this.#mark = mark;
	}

	refuse(item: FaultyItem, id: string, field: string, code: ContentFaultCode): void {
		this.faults.push({ item, id, field, code });
	}

	text(
		text: string,
		of: { item: FaultyItem; id: string; field: string; most: number; isNeeded?: boolean }
	): string {
		if (of.isNeeded === true && text === '') this.refuse(of.item, of.id, of.field, 'missing');
		if (text.length > of.most) this.refuse(of.item, of.id, of.field, 'tooLong');
		return text;
	}

	name(item: FaultyItem, id: string, text: string, isNeeded = false): string {
		return this.text(text, { item, id, field: 'name', most: LONGEST_NAME, isNeeded });
	}

	owner(item: FaultyItem, id: string, text: string): string {
		return this.text(text, { item, id, field: 'owner', most: LONGEST_NAME });
	}

	weight(item: FaultyItem, id: string, text: string): number {
		return this.number(text, MOST_WEIGHT, { item, id, field: 'weight' });
	}

	/** From 0 to the most there may be. */
	number(text: string, most: number, at: Pick<ContentFault, 'item' | 'id' | 'field'>): number {
		const value = readTyped(text, this.#mark);
		if (typeof value === 'number' && value >= 0 && value <= most) return value;
		this.refuse(at.item, at.id, at.field, value === 'ambiguous' ? value : 'number');
		return 0;
	}

	whole(text: string, most: number, at: Pick<ContentFault, 'item' | 'id' | 'field'>): number {
		const value = this.number(text, most, at);
		if (!Number.isInteger(value)) this.refuse(at.item, at.id, at.field, 'number');
		return value;
	}

	target({ id, shape, numbers, source }: SentMeasure): Target | null {
		const unit = this.#unitOf(source) ?? UNKNOWN_UNIT;
		const number = (field: TargetField): number => {
			const value = readAmount(numbers[field], unit, this.#mark);
			if (typeof value === 'number') return value;
			const code = numbers[field] === '' ? 'missing' : (value ?? 'number');
			this.refuse('measure', id, field, code);
			return NaN;
		};
		const read = Object.fromEntries(fieldsOf(shape).map((field) => [field, number(field)]));
		if (shape === 'none' || !Object.values(read).every(Number.isFinite)) return null;
		return { ...(read as Record<TargetField, number>), direction: shape };
	}

	measure(sent: SentMeasure): Measure {
		const { id, objective, name, description, owner, timing, isCritical } = sent;
		const source = readSource(sent.source, sent);
		if (source === null) this.refuse('measure', id, 'source', 'missing');
		return {
			...{ id, objective, timing, isCritical, source: source ?? NO_SOURCE },
			name: this.name('measure', id, name),
			description: this.text(description, {
				...{ item: 'measure', id, field: 'description', most: LONGEST_WORDS }
			}),
			target: this.target(sent),
			weight: this.weight('measure', id, sent.weight),
			owner: this.owner('measure', id, owner),
			leastN: this.whole(sent.leastN, MOST_LEAST_N, { item: 'measure', id, field: 'leastN' })
		};
	}

	link({ from, to, direction, note, lagMonths }: SentLink, index: number): StrategyLink {
		const at = { item: 'link', id: String(index) } as const;
		return {
			...{ from, to, direction },
			note: this.text(note, { ...at, field: 'note', most: LONGEST_WORDS }),
			lagMonths: this.whole(lagMonths, MOST_LAG_MONTHS, { ...at, field: 'lagMonths' })
		};
	}

	content(sent: SentScorecard): ScorecardContent {
		const { name, description, aggregator, hasCriticalCap } = sent;
		const words = { item: 'scorecard', id: '', field: 'description', most: LONGEST_WORDS } as const;
		return {
			...{ aggregator, hasCriticalCap },
			name: this.name('scorecard', '', name, true),
			description: this.text(description, words),
			perspectives: sent.perspectives.map((one) => ({
				...{ id: one.id, kind: one.kind, name: this.name('perspective', one.id, one.name) },
				weight: this.weight('perspective', one.id, one.weight)
			})),
			objectives: sent.objectives.map(({ id, perspective, name: own, owner, weight }) => ({
				...{ id, perspective, name: this.name('objective', id, own, true) },
				owner: this.owner('objective', id, owner),
				weight: this.weight('objective', id, weight)
			})),
			measures: sent.measures.map((one) => this.measure(one)),
			links: sent.links.map((one, index) => this.link(one, index)),
			sources: sent.sources.split('\n').filter((line) => line !== '')
		};
	}

	written({ validFrom, note }: SentScorecard): void {
		if (!isMonth(validFrom)) this.refuse('scorecard', '', 'validFrom', 'month');
		const at = { item: 'scorecard', id: '', field: 'note' } as const;
		this.text(note, { ...at, most: LONGEST_NOTE, isNeeded: true });
	}
}

export type CheckedScorecard =
	| { readonly ok: true; readonly content: ScorecardContent }
	| { readonly ok: false; readonly faults: readonly ContentFault[] };

/** One fault a field: the first says what to do. */
function firstOfEach(faults: readonly ContentFault[]): ContentFault[] {
	const first = new Map<string, ContentFault>();
	for (const fault of faults) {
		const field = fault.code === 'order' ? 'target' : fault.field;
		const key = JSON.stringify([fault.item, fault.id, field]);
		if (!first.has(key)) first.set(key, fault);
	}
	return [...first.values()];
}

export function checkScorecard(sent: SentScorecard, writing: Writing): CheckedScorecard {
	const { unitOf } = writing;
	const checking = new Checking(writing);
	const content = checking.content(sent);
	checking.written(sent);
	const faults = firstOfEach([
		...checking.faults,
		...contentFaults(content, (source) => unitOf(sourceWord(source)))
	]);
	if (faults.length > 0) return { ok: false, faults };
	if (!Value.Check(ScorecardContent, content)) {
		return { ok: false, faults: [{ item: 'scorecard', id: '', field: '', code: 'wrong' }] };
	}
	return { ok: true, content };
}
