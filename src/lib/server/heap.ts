/** How much garbage may lie in the memory of a process before it is collected, and how tightly what lives there is kept. */
import { setFlagsFromString } from 'node:v8';

/** On a machine with several GiB the heap would grow to four times what lives in it. */
const MOST_GROWTH_PERCENT = 100;

/**
 * The heap grows to twice what lives in it, and full collections give pages back that are mostly holes: memory that an
 * operator can plan with, for more work of the collector. Set while the process runs, the second is heeded by the collector
 * alone; on the command line it would bound the space of new objects to a size at which nearly all of them become old.
 */
export function boundHeap(): void {
	setFlagsFromString(`--heap-growing-percent=${MOST_GROWTH_PERCENT}`);
	setFlagsFromString('--optimize-for-size');
}
