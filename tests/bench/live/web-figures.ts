/** What the web process says of itself at /metrics. */

const EVENT_LOOP_P99 = /^atalaya_web_nodejs_eventloop_lag_p99_seconds (\S+)$/m;
const EVENT_LOOP_MAX = /^atalaya_web_nodejs_eventloop_lag_max_seconds (\S+)$/m;

export interface EventLoopDelay {
	readonly p99Ms: number;
	readonly maxMs: number;
}

const milliseconds = (text: string, figure: RegExp): number =>
	Number(figure.exec(text)?.[1] ?? Number.NaN) * 1000;

/** Since it was asked before. */
export async function eventLoopDelay(web: string): Promise<EventLoopDelay> {
	const text = await (await fetch(`${web}/metrics`)).text();
	return {
		p99Ms: milliseconds(text, EVENT_LOOP_P99),
		maxMs: milliseconds(text, EVENT_LOOP_MAX)
	};
}
