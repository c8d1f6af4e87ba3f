/** The order of the agents of a day. */
import type { OutNow } from '#lib/domain/workforce/lanes.ts';

interface Sortable {
	readonly agent: string;
	readonly name: string;
	readonly planned: readonly { readonly fromMs: number }[];
	readonly figures: { readonly adherence_adjusted: number | null };
	readonly outNow: OutNow | null;
}

type Compare = (a: Sortable, b: Sortable) => number;

/** Who is out longest, then who kept to the plan least; without a figure last. */
const byWorst: Compare = (a, b) =>
	(a.outNow?.sinceMs ?? Infinity) - (b.outNow?.sinceMs ?? Infinity) ||
	(a.figures.adherence_adjusted ?? 2) - (b.figures.adherence_adjusted ?? 2);
const byStart: Compare = (a, b) =>
	(a.planned[0]?.fromMs ?? Infinity) - (b.planned[0]?.fromMs ?? Infinity);

/** Infinity minus Infinity is no order. */
const safe = (order: number): number => (Number.isNaN(order) ? 0 : order);

/** Agents by id, in order; of equal ones by name. */
export function orderOf(
	rows: readonly Sortable[],
	sort: 'worst' | 'name' | 'start',
	byName: (a: string, b: string) => number
): string[] {
	const compare = { worst: byWorst, start: byStart, name: () => 0 }[sort];
	return [...rows]
		.sort((a, b) => safe(compare(a, b)) || byName(a.name, b.name))
		.map(({ agent }) => agent);
}

/** The rows in an order that was found before; who is new comes last. */
export function inOrder<T extends { readonly agent: string }>(
	rows: readonly T[],
	order: readonly string[]
): T[] {
	const places = new Map(order.map((agent, index) => [agent, index]));
	const place = ({ agent }: T): number => places.get(agent) ?? order.length;
	return [...rows].sort((a, b) => place(a) - place(b));
}
