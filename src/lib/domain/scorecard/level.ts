/** The four levels of an index, told by shape and word as well as by colour. */
import { TARGET_INDEX } from './target.ts';

/** `none`: nothing is known, or too little. */
export type Level = 'good' | 'warn' | 'bad' | 'none';

/** Below it, a measure is red; in its own unit that is 0.625 of the way from floor to target. */
export const WARN_INDEX = 50;

/** Green from 80, amber from 50, red below (kpi-science §5.2). */
export function levelOf(index: number | null): Level {
	if (index === null) return 'none';
	if (index >= TARGET_INDEX) return 'good';
	return index >= WARN_INDEX ? 'warn' : 'bad';
}
