/** The contribution of a row as SQL: its parts, the side it stands on, and where on that side it is listed. */
import { RANK, partsOf } from '#lib/domain/passport/contribution.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { columnOf } from './measure-columns.ts';

type Judged = Pick<Metric, 'formula' | 'direction'>;

/** The columns of the parts under the alias `m`, signed: sums of some sources may be subtracted. */
export const partColumns = ({ formula }: Judged): string[] =>
	partsOf(formula).map(({ measure }) => `toInt64(m.${columnOf(measure)})`);

/** Only rows that add something. */
export const CONTRIBUTES = (judged: Judged): string =>
	`(${partColumns(judged)
		.map((part) => `${part} != 0`)
		.join(' OR ')})`;

const rank = (condition: string, yes: number, no: number | string): string =>
	`toUInt8(if(${condition}, ${yes}, ${no}))`;

function ratioRank([above = '0', below = '0']: readonly string[], { direction }: Judged): string {
	switch (direction) {
		case 'up':
			return rank(`${above} < ${below}`, RANK.failing, RANK.passing);
		case 'down':
			return rank(`${above} > 0`, RANK.failing, RANK.passing);
		case 'none':
			return `toUInt8(${RANK.neither})`;
		default:
			return direction satisfies never;
	}
}

function balanceRank([plus = '0', minus = '0']: readonly string[], { direction }: Judged): string {
	const [bad, good] = direction === 'down' ? [plus, minus] : [minus, plus];
	return rank(`${bad} > 0`, RANK.failing, `if(${good} > 0, ${RANK.passing}, ${RANK.neither})`);
}

/** See RANK. */
export function rankOf(judged: Judged): string {
	const parts = partColumns(judged);
	const { formula, direction } = judged;
	switch (formula.kind) {
		case 'ratio':
			return ratioRank(parts, judged);
		case 'balance':
			return balanceRank(parts, judged);
		case 'count': {
			const of = { up: RANK.passing, down: RANK.failing, none: RANK.neither } as const;
			return `toUInt8(${of[direction]})`;
		}
		case 'mean':
		case 'live':
			return `toUInt8(${RANK.neither})`;
		default:
			return formula satisfies never;
	}
}

const RATIO_WEIGHT = {
	up: (above: string, below: string) => `least(0, ${above} - ${below})`,
	down: (above: string) => `-${above}`,
	none: () => 'toInt64(0)'
} as const;

/** Smallest first within a side: the worst of what fails, the longest of durations. Over a group of rows. */
export function weightOf(judged: Judged): string {
	const parts = partColumns(judged).map((part) => `sum(${part})`);
	const [first = '0', second = '0'] = parts;
	const { formula, direction } = judged;
	if (formula.kind === 'ratio') return RATIO_WEIGHT[direction](first, second);
	if (formula.kind === 'mean') return direction === 'up' ? first : `-${first}`;
	return 'toInt64(0)';
}
