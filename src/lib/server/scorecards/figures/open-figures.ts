/** What figures work with. */
import type { ScorecardSources } from '../../open-scorecards.ts';
import { createFigureStore } from './figure-store.ts';
import type { FigureStore } from './figure-store.ts';
import { createValueStore } from './value-store.ts';
import type { ValueStore } from './value-store.ts';

export interface FigureParts {
	/** What each figure is. */
	readonly definitions: FigureStore;
	readonly values: ValueStore;
}

export function openFigures({
	store,
	audit
}: Pick<ScorecardSources, 'store' | 'audit'>): FigureParts {
	const options = { audit, now: Date.now };
	return {
		definitions: createFigureStore(store.database, options),
		values: createValueStore(store.database, options)
	};
}
