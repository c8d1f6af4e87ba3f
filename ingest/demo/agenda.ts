/** What is still to happen in a simulation, earliest first; equal instants in the order they were noted. */

interface Entry {
	readonly atMs: number;
	readonly order: number;
	readonly action: () => void;
}

const before = (a: Entry, b: Entry): boolean =>
	a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

export class Agenda {
	nowMs: number;
	readonly #heap: Entry[] = [];
	#noted = 0;

	constructor(startMs: number) {
		this.nowMs = startMs;
	}

	/** Infinity when nothing is to happen any more. */
	get nextMs(): number {
		return this.#heap[0]?.atMs ?? Infinity;
	}

	/** Instants are whole milliseconds; one in the past happens now. */
	at(instantMs: number, action: () => void): void {
		const atMs = Math.max(this.nowMs, Math.round(instantMs));
		const heap = this.#heap;
		const entry = { atMs, order: (this.#noted += 1), action };
		let index = heap.length;
		while (index > 0) {
			const parentIndex = (index - 1) >> 1;
			const parent = heap[parentIndex];
			if (!parent || before(parent, entry)) break;
			heap[index] = parent;
			index = parentIndex;
		}
		heap[index] = entry;
	}

	after(delayMs: number, action: () => void): void {
		this.at(this.nowMs + Math.max(1, delayMs), action);
	}

	/** Does the next thing; false when there is none. */
	step(): boolean {
		const first = this.#heap[0];
		const last = this.#heap.pop();
		if (!first || !last) return false;
		if (this.#heap.length > 0) this.#sink(last);
		this.nowMs = first.atMs;
		first.action();
		return true;
	}

	#sink(entry: Entry): void {
		const heap = this.#heap;
		let index = 0;
		for (;;) {
			let childIndex = 2 * index + 1;
			let child = heap[childIndex];
			const right = heap[childIndex + 1];
			if (child && right && before(right, child)) {
				child = right;
				childIndex += 1;
			}
			if (!child || before(entry, child)) break;
			heap[index] = child;
			index = childIndex;
		}
		heap[index] = entry;
	}
}
