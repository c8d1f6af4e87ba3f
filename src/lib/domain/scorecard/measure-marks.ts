/** What happened to a measure over the months of its chart: changes of its definition, and initiatives that meant to move it. */
import type { Month } from './month.ts';
import type { ScorecardVersion } from './scorecard.ts';
import type { Initiative } from './strategy/initiative.ts';
import { versionFor } from './versions.ts';

export interface VersionMark {
	/** The first month that is judged by it. */
	readonly month: Month;
	readonly version: number;
	readonly note: string;
}

export interface InitiativeMark {
	readonly id: string;
	readonly name: string;
	readonly owner: string;
	/** Days, `2026-11-20`: from when to when it runs; where it ended early, until then. */
	readonly startsOn: string;
	readonly endsOn: string;
	/** What it is meant to change the measure by, in its unit, and until when. */
	readonly change: number;
	readonly month: Month;
	readonly isCancelled: boolean;
}

/** Months from which on the measure was defined otherwise: another source, target, weight or least n. */
export function versionMarks(
	versions: readonly ScorecardVersion[],
	measure: string,
	months: readonly Month[]
): VersionMark[] {
	const definition = (version: ScorecardVersion | null): string | null => {
		const found = version?.content.measures.find(({ id }) => id === measure);
		if (!found) return null;
		const { source, target, weight, leastN } = found;
		return JSON.stringify([source, target, weight, leastN]);
	};
	return months.flatMap((month, index) => {
		const now = versionFor(versions, month);
		const before = versionFor(versions, months[index - 1] ?? '');
		const isFirst = index === 0;
		if (now === null || isFirst || definition(now) === definition(before)) return [];
		return [{ month, version: now.version, note: now.note }];
	});
}

/** Those that expect to change the measure, by first day. */
export const initiativeMarks = (
	initiatives: readonly { readonly id: string; readonly initiative: Initiative }[],
	measure: string
): InitiativeMark[] =>
	initiatives
		.flatMap(({ id, initiative }) => {
			const { name, owner, startsOn, endsOn, ended, effects } = initiative;
			const effect = effects.find((one) => one.measure === measure);
			if (!effect) return [];
			return [
				{
					...{ id, name, owner, startsOn, endsOn: ended?.on ?? endsOn },
					...{ change: effect.change, month: effect.month },
					isCancelled: ended?.as === 'cancelled'
				}
			];
		})
		.sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
