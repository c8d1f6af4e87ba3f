/** Says what a screen has painted: soon after it is connected, then every ten seconds. Knows no Svelte. */
import type { Board } from '../domain/boards/board.ts';
import { REPORT_EVERY_MS } from '../domain/screens/paint-report.ts';
import type { Cells, Report } from './protocol.ts';
import { stateHash } from './state-hash.ts';

interface Row {
	readonly id: string;
	toCells(): Cells;
}

/** What is watched (LiveView). */
export interface Watched {
	readonly connection: string;
	readonly board: { readonly seq: number; rows(tile: string): readonly Row[] };
	report(report: Report): void;
}

export interface PaintReportsOptions {
	readonly live: Watched;
	/** The layout on the glass. */
	readonly layout: () => Pick<Board, 'revision' | 'tiles'>;
	/** The build of these pages. */
	readonly build: string;
	/** Calls back before the next frame is painted; never while the page is hidden. */
	readonly beforeFrame?: (callback: () => void) => void;
	readonly size?: () => { readonly width: number; readonly height: number };
}

const CHECK_MS = 1000;

const glass = () => ({
	width: Math.round(window.innerWidth * window.devicePixelRatio),
	height: Math.round(window.innerHeight * window.devicePixelRatio)
});

export class PaintReports {
	readonly #options: PaintReportsOptions;
	#n = 0;
	#sentAt = Number.NEGATIVE_INFINITY;
	#roundTripMs: number | null = null;
	/** Frames stop while the page is hidden, and with them the reports. */
	#isWaiting = false;

	constructor(options: PaintReportsOptions) {
		this.#options = options;
	}

	/** Reports until the returned function is called. */
	start(): () => void {
		const timer = setInterval(() => {
			this.#reportIfDue();
		}, CHECK_MS);
		return () => {
			clearInterval(timer);
		};
	}

	/** The server has heard a report. */
	answered(n: number): void {
		if (n === this.#n) this.#roundTripMs = Math.round(performance.now() - this.#sentAt);
	}

	#reportIfDue(): void {
		const isDue = performance.now() - this.#sentAt >= REPORT_EVERY_MS;
		if (!isDue || this.#isWaiting || this.#options.live.connection !== 'open') return;
		this.#isWaiting = true;
		const beforeFrame =
			this.#options.beforeFrame ??
			((callback: () => void) => {
				requestAnimationFrame(callback);
			});
		// What the document holds before a frame is on the glass when the next one begins.
		beforeFrame(() => {
			const painted = this.#read();
			beforeFrame(() => {
				this.#isWaiting = false;
				this.#send(painted);
			});
		});
	}

	#read(): Pick<Report, 'seq' | 'revision' | 'hash'> {
		const { live, layout } = this.#options;
		const { revision, tiles } = layout();
		const rows = tiles.map(
			({ id }) =>
				[id, Object.fromEntries(live.board.rows(id).map((row) => [row.id, row.toCells()]))] as const
		);
		return { seq: live.board.seq, revision, hash: stateHash(revision, rows) };
	}

	#send(painted: Pick<Report, 'seq' | 'revision' | 'hash'>): void {
		const { live, build, size = glass } = this.#options;
		this.#n += 1;
		this.#sentAt = performance.now();
		live.report({
			type: 'report',
			n: this.#n,
			...painted,
			build,
			...size(),
			roundTripMs: this.#roundTripMs
		});
	}
}
