/** How much garbage may lie in the memory of a process before it is collected. */
import { setFlagsFromString } from 'node:v8';

/** On a machine with several GiB the heap would grow to four times what lives in it. */
const MOST_GROWTH_PERCENT = 100;

/** The heap grows to twice what lives in it: memory that an operator can plan with, for some more work of the collector. */
export function boundHeap(): void {
	setFlagsFromString(`--heap-growing-percent=${MOST_GROWTH_PERCENT}`);
}
