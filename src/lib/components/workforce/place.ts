/** Where something of a day is on its axis. */
interface Span {
	readonly fromMs: number;
	readonly toMs: number;
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/** The instant as a share of the axis, within it. */
export const shareOf = (ms: number, { fromMs, toMs }: Span): number =>
	Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)));

/** Left edge and width as a style. */
export function placeOf(span: Span, axis: Span): string {
	const left = shareOf(span.fromMs, axis);
	return `left:${percent(left)};width:${percent(shareOf(span.toMs, axis) - left)}`;
}

export const leftOf = (ms: number, axis: Span): string => `left:${percent(shareOf(ms, axis))}`;
