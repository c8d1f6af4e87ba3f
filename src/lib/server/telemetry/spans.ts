/** Spans of traces, where an operator switched them on; the packages behind it are loaded only then. */
import type { TracingConfig } from '../config.ts';

export type Facts = Readonly<Record<string, string | number>>;

export interface OpenSpan {
	/** As W3C writes it: what follows on from this span names it as its parent. */
	readonly traceparent: string;
	end(facts?: Facts, atMs?: number): void;
}

export interface SpanStart {
	/** `traceparent` of what it follows on from; null: a trace of its own. */
	readonly parent: string | null;
	/** By `spanClock`; absent: now. */
	readonly atMs?: number;
	readonly facts?: Facts;
	/** `traceparent`s of what else led to it. */
	readonly links?: readonly string[];
	/** It answers a request from outside. */
	readonly isServer?: boolean;
}

export interface Spans {
	/** Null when the trace is not sampled. */
	start(name: string, options: SpanStart): OpenSpan | null;
	/** Sends what waits, as far as that takes no time. */
	stop(): Promise<void>;
}

/** Milliseconds since 1970 with their fractions. */
export const spanClock = (): number => performance.timeOrigin + performance.now();

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

export const isTraceparent = (value: unknown): value is string =>
	typeof value === 'string' && TRACEPARENT.test(value);

/** Null when they are off. */
export async function openSpans(
	config: TracingConfig | null,
	service: 'atalaya-ingest' | 'atalaya-web'
): Promise<Spans | null> {
	if (config === null) return null;
	const { sendSpans } = await import('./otlp-spans.ts');
	return sendSpans(config, service);
}
