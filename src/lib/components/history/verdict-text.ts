/** What a control chart says, in one sentence. */
import type { Panel } from '#lib/domain/history/panels.ts';
import type { Signal } from '#lib/domain/statistics/control-limits.ts';
import type { Translate } from '#lib/i18n/translator.ts';

export interface VerdictText {
	readonly kind: 'signal' | 'quiet' | 'none';
	readonly text: string;
	/** How the limits were made; empty without. */
	readonly method: string;
}

const MOST_NAMED = 3;
/** What is told of a course; the chart shows all of them. */
const MOST_SIGNALS = 3;

function signalText(
	{ kind, side, points }: Signal,
	t: Translate,
	when: (index: number) => string
): string {
	const n = points.length;
	const named = points.slice(0, MOST_NAMED).map(when).join(', ');
	const places = n > MOST_NAMED ? `${named}…` : named;
	switch (kind) {
		case 'beyond':
			return t(`history.signal.beyond.${side}`, { n, when: places });
		case 'run':
			return t(`history.signal.run.${side}`, { n, when: when(points[0] ?? 0) });
		case 'near':
			return t(`history.signal.near.${side}`, { n, when: places });
		default:
			return kind satisfies never;
	}
}

export function verdictText(
	{ verdict, courses }: Panel,
	t: Translate,
	sayBucket: (atMs: number) => string
): VerdictText {
	if (!verdict) return { kind: 'none', text: t('history.verdict.split'), method: '' };
	if (!verdict.chart)
		return { kind: 'none', text: t(`history.verdict.${verdict.why}`), method: '' };
	const when = (index: number): string => sayBucket(courses[0]?.points[index]?.atMs ?? 0);
	const method = t(`history.method.${verdict.method}`);
	const { signals } = verdict.chart;
	if (signals.length === 0) return { kind: 'quiet', text: t('history.verdict.quiet'), method };
	const said = signals.slice(0, MOST_SIGNALS).map((signal) => signalText(signal, t, when));
	return { kind: 'signal', text: t('history.verdict.signal', { what: said.join('; ') }), method };
}
