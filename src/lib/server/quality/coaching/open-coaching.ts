/** What coaching works with. */
import type { QualitySources } from '../../open-quality.ts';
import { createItemStore } from './items.ts';
import type { ItemStore } from './items.ts';
import { createTaskStore } from './tasks.ts';
import type { TaskStore } from './tasks.ts';

export interface CoachingParts {
	readonly tasks: TaskStore;
	readonly items: ItemStore;
}

export function openCoaching({
	store,
	audit
}: Pick<QualitySources, 'store' | 'audit'>): CoachingParts {
	const parts = { audit, now: Date.now };
	return {
		tasks: createTaskStore(store.database, parts),
		items: createItemStore(store.database, parts)
	};
}
