/** Rates and contracts as forms send them. */
import type { CostRate } from '#lib/domain/scorecard/money/cost-rate.ts';
import { COST_BASES, COST_KINDS } from '#lib/domain/scorecard/money/cost-rate.ts';
import { MOST_CLAUSES, MOST_STEPS, MOST_TERMS } from '#lib/domain/scorecard/money/contract.ts';
import { isDay } from '#lib/domain/scorecard/money/day.ts';
import { MOST_CENTS } from '#lib/domain/scorecard/money/price.ts';
import { parseContract } from '#lib/domain/scorecard/money/typed-contract.ts';
import type {
	ContractFault,
	TypedClause,
	TypedContract
} from '#lib/domain/scorecard/money/typed-contract.ts';
import { readHundredths } from '#lib/domain/scorecard/typed-number.ts';
import type { DecimalMark } from '#lib/domain/scorecard/typed-number.ts';
import { listField, textField } from '../../form-fields.ts';
import type { NewContract, NewRate } from './money-store.ts';

export type RateFault = 'team' | 'kind' | 'basis' | 'amount' | 'validFrom' | 'name';

export interface TypedRate {
	readonly team: string;
	readonly kind: string;
	readonly name: string;
	readonly basis: string;
	readonly channels: readonly string[];
	readonly amount: string;
	readonly validFrom: string;
}

export interface ReadRate {
	readonly typed: TypedRate;
	readonly faults: readonly RateFault[];
	/** Null: there are faults. */
	readonly draft: NewRate | null;
}

interface Asked {
	/** Ids of nodes that may be chosen. */
	readonly teams: ReadonlySet<string>;
	/** Of the language of the page. */
	readonly mark: DecimalMark;
}

export function readRate(form: FormData, { teams, mark }: Asked): ReadRate {
	const text = (name: string): string => textField(form, name);
	const typed: TypedRate = {
		...{ team: text('team'), kind: text('kind'), name: text('name'), basis: text('basis') },
		...{ channels: listField(form, 'channels'), amount: text('amount') },
		validFrom: text('validFrom')
	};
	const kind = COST_KINDS.find((word) => word === typed.kind);
	const basis = COST_BASES.find((word) => word === typed.basis);
	const cents = readHundredths(typed.amount, mark);
	const wrong: Record<RateFault, boolean> = {
		team: !teams.has(typed.team),
		kind: kind === undefined,
		name: typed.name.length > 120,
		basis: basis === undefined,
		amount: cents === null || cents < 0 || cents > MOST_CENTS,
		validFrom: !isDay(typed.validFrom)
	};
	const faults = (Object.keys(wrong) as RateFault[]).filter((field) => wrong[field]);
	if (faults.length > 0 || kind === undefined || basis === undefined || cents === null)
		return { typed, faults, draft: null };
	const { team, name, channels, validFrom } = typed;
	const rate: CostRate = { kind, name, basis, channels: [...channels], cents };
	return { typed, faults, draft: { team, validFrom, rate } };
}

const indices = (length: number): number[] => Array.from({ length }, (_, index) => index);

function readClause(form: FormData, index: number): TypedClause {
	const text = (name: string): string => textField(form, `clauses.${index}.${name}`);
	return {
		...{ metric: text('metric'), channel: text('channel'), queue: text('queue') },
		leastN: text('leastN') || '0',
		steps: indices(MOST_STEPS).map((step) => ({
			from: text(`steps.${step}.from`),
			kind: text(`steps.${step}.kind`) || 'share',
			effect: text(`steps.${step}.effect`)
		}))
	};
}

const readTyped = (form: FormData): TypedContract => ({
	name: textField(form, 'name'),
	terms: indices(MOST_TERMS).map((index) => ({
		basis: textField(form, `terms.${index}.basis`),
		channel: textField(form, `terms.${index}.channel`),
		amount: textField(form, `terms.${index}.amount`)
	})),
	clauses: indices(MOST_CLAUSES).map((index) => readClause(form, index)),
	penaltyCap: textField(form, 'penaltyCap'),
	bonusCap: textField(form, 'bonusCap')
});

/** Without the spare rows after the last one that says something. */
function trimmed(typed: TypedContract): TypedContract {
	const upTo = <T>(rows: readonly T[], isGiven: (row: T) => boolean): T[] =>
		rows.slice(0, rows.findLastIndex(isGiven) + 1);
	return {
		...typed,
		terms: upTo(typed.terms, ({ amount }) => amount !== ''),
		clauses: upTo(typed.clauses, ({ metric }) => metric !== '').map((clause) => ({
			...clause,
			steps: upTo(clause.steps, ({ from, effect }) => from !== '' || effect !== '')
		}))
	};
}

export interface ReadContract {
	readonly team: string;
	readonly validFrom: string;
	readonly typed: TypedContract;
	readonly faults: readonly (ContractFault | 'team' | 'validFrom')[];
	/** Null: there are faults. */
	readonly draft: NewContract | null;
}

export function readContract(form: FormData, { teams, mark }: Asked): ReadContract {
	const typed = trimmed(readTyped(form));
	const team = textField(form, 'team');
	const validFrom = textField(form, 'validFrom');
	const { contract, faults: own } = parseContract(typed, mark);
	const faults = [
		...own,
		...(teams.has(team) ? [] : (['team'] as const)),
		...(isDay(validFrom) ? [] : (['validFrom'] as const))
	];
	const draft = faults.length === 0 ? { team, validFrom, contract } : null;
	return { team, validFrom, typed, faults, draft };
}
