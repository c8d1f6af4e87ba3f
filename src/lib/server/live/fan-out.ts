/** One frame to many viewers in slices, so that requests are answered in between. */

import type { Viewer } from './channel.ts';

const SLICE_MS = 5;

/** What went out of one board. */
export interface Sent {
	readonly frames: number;
	readonly bytes: number;
}

export async function sendFrame(viewers: ReadonlySet<Viewer>, frame: Buffer): Promise<Sent> {
	let frames = 0;
	await fanOut(viewers, (viewer) => {
		viewer.send(frame);
		frames += 1;
	});
	return { frames, bytes: frames * frame.length };
}

/** Resolves when all were given the frame. */
export function fanOut<T>(items: Iterable<T>, give: (item: T) => void): Promise<void> {
	// A copy: viewers come and go between slices.
	const queue = [...items];
	let next = 0;
	return new Promise((resolve) => {
		const slice = (): void => {
			const until = performance.now() + SLICE_MS;
			while (next < queue.length) {
				const item = queue[next++];
				if (item !== undefined) give(item);
				if (performance.now() > until && next < queue.length) {
					setImmediate(slice);
					return;
				}
			}
			resolve();
		};
		slice();
	});
}
