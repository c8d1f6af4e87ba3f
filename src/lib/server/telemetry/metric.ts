/** What a figure of /metrics is, and the instrument that is made of it. Names, labels and units are said here once. */
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

/** The values a label may have; a text says what they are where the set is not closed. */
export type Labels = Readonly<Record<string, readonly string[] | string>>;

export type Unit = 'seconds' | 'bytes' | 'events' | 'rows' | 'ratio' | 'yes or no' | 'things';

export interface Metric<L extends Labels = Labels> {
	readonly name: string;
	readonly type: 'counter' | 'gauge' | 'histogram';
	readonly unit: Unit;
	readonly help: string;
	readonly labels: L;
	/** Of a histogram. */
	readonly buckets?: readonly number[];
}

type NameOf<L extends Labels> = keyof L & string;

/** Where an instrument is shown; null: whoever shows it registers it later. */
type Shown = Registry | null;

const common = <L extends Labels>({ name, help, labels }: Metric<L>, shown: Shown) => ({
	name,
	help,
	labelNames: Object.keys(labels) as NameOf<L>[],
	registers: shown === null ? [] : [shown]
});

export const counter = <L extends Labels>(metric: Metric<L>, shown: Shown): Counter<NameOf<L>> =>
	new Counter(common(metric, shown));

export const histogram = <L extends Labels>(
	metric: Metric<L>,
	shown: Shown
): Histogram<NameOf<L>> =>
	new Histogram({ ...common(metric, shown), buckets: [...(metric.buckets ?? [])] });

/** Read when somebody asks. A reading that fails leaves the figure out, and the others are answered all the same. */
export const gauge = <L extends Labels>(
	metric: Metric<L>,
	shown: Shown,
	read: (figure: Gauge<NameOf<L>>) => void | Promise<void>
): Gauge<NameOf<L>> =>
	new Gauge({
		...common(metric, shown),
		async collect() {
			this.reset();
			try {
				await read(this);
			} catch {
				this.remove();
			}
		}
	});
