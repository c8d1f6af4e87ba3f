/** Draws the outlines of recordings side by side on a canvas: what was heard, what was not, and where it stands. */
import type { Span } from '#lib/domain/records/recording.ts';

export interface Outline {
	readonly span: Span;
	/** 0 to 255; null: not known. */
	readonly peaks: readonly number[] | null;
}

export interface OutlinePicture {
	readonly outlines: readonly Outline[];
	readonly whole: Span;
	readonly positionMs: number;
	readonly marksMs: readonly number[];
}

interface Colours {
	readonly played: string;
	readonly coming: string;
	readonly position: string;
	readonly mark: string;
}

const BAR_PX = 3;
const LEAST_BAR_PX = 1;
const POSITION_PX = 2;
const MARK_PX = 2;
const LOUDEST = 255;

/** The loudest of the peaks of this part of a recording. */
function loudest(peaks: readonly number[], from: number, to: number): number {
	const first = Math.max(0, Math.floor(from * peaks.length));
	const last = Math.min(peaks.length, Math.max(first + 1, Math.ceil(to * peaks.length)));
	let most = 0;
	for (let index = first; index < last; index += 1) most = Math.max(most, peaks[index] ?? 0);
	return most / LOUDEST;
}

const share = (atMs: number, { startMs, endMs }: Span): number =>
	endMs > startMs ? (atMs - startMs) / (endMs - startMs) : 0;

function colours(canvas: HTMLCanvasElement): Colours {
	const style = getComputedStyle(canvas);
	const colour = (name: string): string => style.getPropertyValue(name).trim();
	return {
		played: colour('--accent'),
		coming: colour('--line-strong'),
		position: colour('--text'),
		mark: colour('--warn')
	};
}

function drawOne(
	context: CanvasRenderingContext2D,
	{ span, peaks }: Outline,
	{ whole, positionMs }: OutlinePicture,
	paint: Colours
): void {
	const { width, height } = context.canvas;
	const [left, right] = [share(span.startMs, whole) * width, share(span.endMs, whole) * width];
	const bar = BAR_PX * devicePixelRatio;
	const played = share(positionMs, whole) * width;
	for (let x = left; x < right; x += bar) {
		const part = (at: number): number => (at - left) / Math.max(1, right - left);
		const loud = peaks === null ? 0 : loudest(peaks, part(x), part(Math.min(right, x + bar)));
		const tall = Math.max(LEAST_BAR_PX * devicePixelRatio, loud * height);
		context.fillStyle = x < played ? paint.played : paint.coming;
		context.fillRect(x, (height - tall) / 2, bar * 0.7, tall);
	}
}

/** The canvas gets as many points as it has on the screen. */
export function drawOutline(canvas: HTMLCanvasElement, picture: OutlinePicture): void {
	const context = canvas.getContext('2d');
	const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((px) =>
		Math.round(px * devicePixelRatio)
	);
	if (!context || !width || !height) return;
	if (canvas.width !== width || canvas.height !== height) {
		canvas.width = width;
		canvas.height = height;
	}
	context.clearRect(0, 0, width, height);
	const paint = colours(canvas);
	for (const outline of picture.outlines) drawOne(context, outline, picture, paint);
	context.fillStyle = paint.mark;
	for (const atMs of picture.marksMs)
		context.fillRect(share(atMs, picture.whole) * width - 1, 0, MARK_PX * devicePixelRatio, height);
	context.fillStyle = paint.position;
	const at = share(picture.positionMs, picture.whole) * width;
	context.fillRect(
		Math.min(width - POSITION_PX, Math.max(0, at - 1)),
		0,
		POSITION_PX * devicePixelRatio,
		height
	);
}
