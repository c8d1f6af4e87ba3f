/** A scorecard changes by versions that hold from a month on; what was before keeps the one of its time. */
import type { Month } from './month.ts';

export interface Dated {
	readonly version: number;
	/** The first month it holds for. */
	readonly validFrom: Month;
}

/**
 * The version that holds for a month: of those that had begun, the one that began last, and of several of the same month the
 * one written last. Null: the scorecard had not begun.
 */
export function versionFor<T extends Dated>(versions: readonly T[], month: Month): T | null {
	let found: T | null = null;
	for (const version of versions) {
		if (version.validFrom > month) continue;
		if (
			found === null ||
			version.validFrom > found.validFrom ||
			(version.validFrom === found.validFrom && version.version > found.version)
		)
			found = version;
	}
	return found;
}
