/** Spreads drawing over frames: twelve charts changed by one message would otherwise be one long task. */
const BUDGET_MS = 8;

const pending = new Map<object, () => void>();
let frame = 0;

function flush(): void {
	const end = performance.now() + BUDGET_MS;
	for (const [key, draw] of pending) {
		pending.delete(key);
		draw();
		if (performance.now() > end) break;
	}
	frame = pending.size > 0 ? requestAnimationFrame(flush) : 0;
}

/** The latest drawing of a key replaces one that still waits. */
export function schedule(key: object, draw: () => void): void {
	pending.set(key, draw);
	frame ||= requestAnimationFrame(flush);
}

export const cancel = (key: object): void => {
	pending.delete(key);
};
