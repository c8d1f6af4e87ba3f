/** Nothing but the four perspectives of Kaplan and Norton. */
import { BLUEPRINT_FORMAT } from '../blueprint.ts';
import type { Blueprint } from '../blueprint.ts';

const KINDS = ['financial', 'customer', 'process', 'learning'] as const;
const EQUAL_WEIGHT = 25;

export const emptyBlueprint = (name: string): Blueprint => ({
	format: BLUEPRINT_FORMAT,
	content: {
		...{ name, description: '', objectives: [], measures: [], links: [], sources: [] },
		perspectives: KINDS.map((kind) => ({ id: kind, kind, name: '', weight: EQUAL_WEIGHT })),
		...{ aggregator: 'mean', hasCriticalCap: true }
	},
	figures: []
});
