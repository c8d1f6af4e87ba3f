/** Sends spans to a collector over OTLP and HTTP. Bounded, and silent when nobody takes them. */
import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import type { Span, SpanContext } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
	AlwaysOffSampler,
	AlwaysOnSampler,
	BatchSpanProcessor,
	ParentBasedSampler,
	TraceIdRatioBasedSampler,
	TracerProvider
} from '@opentelemetry/sdk-trace';
import type { Sampler } from '@opentelemetry/sdk-trace';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import type { TracingConfig } from '../config.ts';
import type { OpenSpan, SpanStart, Spans } from './spans.ts';
import { isTraceparent } from './spans.ts';

const MOST_WAITING = 2048;
const MOST_AT_ONCE = 512;
const SEND_EVERY_MS = 1000;
const SEND_WITHIN_MS = 5000;
const STOP_WITHIN_MS = 1500;

function samplerOf({ sampler, ratio }: TracingConfig): Sampler {
	const own = sampler.replace('parentbased_', '');
	const root =
		own === 'always_on'
			? new AlwaysOnSampler()
			: own === 'always_off'
				? new AlwaysOffSampler()
				: new TraceIdRatioBasedSampler(ratio);
	return sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

function contextOf(traceparent: string): SpanContext {
	const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-');
	return { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true };
}

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
	`00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

function opened(span: Span): OpenSpan | null {
	const context = span.spanContext();
	if ((context.traceFlags & TraceFlags.SAMPLED) === 0) return null;
	return {
		traceparent: traceparentOf(context),
		end(facts = {}, atMs) {
			span.setAttributes(facts);
			span.end(atMs);
		}
	};
}

export function sendSpans(config: TracingConfig, service: string): Spans {
	const exporter = new OTLPTraceExporter({
		url: `${config.endpoint.replace(/\/+$/, '')}/v1/traces`,
		timeoutMillis: SEND_WITHIN_MS,
		concurrencyLimit: 2
	});
	const provider = new TracerProvider({
		resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: service }),
		sampler: samplerOf(config),
		spanProcessors: [
			new BatchSpanProcessor({
				exporter,
				maxQueueSize: MOST_WAITING,
				maxExportBatchSize: MOST_AT_ONCE,
				scheduledDelayMillis: SEND_EVERY_MS,
				exportTimeoutMillis: SEND_WITHIN_MS
			})
		]
	});
	const tracer = provider.getTracer('atalaya');
	return {
		start(name, { parent, atMs, facts = {}, links = [], isServer = false }: SpanStart) {
			const from = isTraceparent(parent)
				? trace.setSpanContext(ROOT_CONTEXT, contextOf(parent))
				: ROOT_CONTEXT;
			const span = tracer.startSpan(
				name,
				{
					kind: isServer ? SpanKind.SERVER : SpanKind.INTERNAL,
					attributes: facts,
					links: links.map((link) => ({ context: contextOf(link) })),
					...(atMs === undefined ? {} : { startTime: atMs })
				},
				from
			);
			return opened(span);
		},
		async stop() {
			let timer: NodeJS.Timeout | undefined;
			const late = new Promise<void>((resolve) => {
				timer = setTimeout(resolve, STOP_WITHIN_MS);
			});
			// A collector that is away must not hold up the end.
			await Promise.race([provider.shutdown().catch(() => undefined), late]);
			clearTimeout(timer);
		}
	};
}
