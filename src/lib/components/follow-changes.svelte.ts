/** Asks for the data of a page again when something that it shows changed elsewhere. */
import { invalidate } from '$app/navigation';
import { navigating } from '$app/state';

/**
 * For a component that is on the page: `follow` tells of changes until the function it gives is called. While somebody goes to
 * another page the question waits: it would end that navigation, and the click would be lost.
 */
export function followChanges(
	follow: (onChange: () => void) => () => void,
	dependency: `atalaya:${string}`
): void {
	let isMissed = false;
	$effect(() =>
		follow(() => {
			if (navigating.to === null) void invalidate(dependency);
			else isMissed = true;
		})
	);
	$effect(() => {
		if (navigating.to !== null || !isMissed) return;
		isMissed = false;
		void invalidate(dependency);
	});
}
