/** Where a new scorecard may belong, and from when on. */
import type { OwnNode } from '#lib/domain/access/own-nodes.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';

export interface PlaceChoices {
	readonly own: readonly OwnNode[];
	readonly validFrom: Month;
	readonly teamFault: string | undefined;
	readonly monthFault: string | undefined;
}
