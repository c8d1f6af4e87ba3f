/** What several queues have together. */
import { addMeasures, noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import type { ByQueue } from './floor.ts';

export function sumOf(sums: ByQueue | undefined, queues: Iterable<string>): Measures {
	const total = noMeasures();
	for (const queue of queues) {
		const part = sums?.get(queue);
		if (part) addMeasures(total, part);
	}
	return total;
}

/** The one value all have, or null. */
export function shared<T>(values: readonly T[]): T | null {
	const [first] = values;
	return first !== undefined && values.every((value) => value === first) ? first : null;
}
