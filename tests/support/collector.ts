/** A collector of traces that keeps what it is sent: OTLP over HTTP, in JSON. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CollectedSpan {
	readonly service: string;
	readonly name: string;
	readonly traceId: string;
	readonly spanId: string;
	readonly parentSpanId: string;
	readonly startMs: number;
	readonly endMs: number;
	readonly links: readonly { readonly traceId: string }[];
}

export interface Collector {
	/** What `OTEL_EXPORTER_OTLP_ENDPOINT` is set to. */
	readonly url: string;
	readonly spans: readonly CollectedSpan[];
	/** From now on it answers nothing and keeps connections waiting. */
	freeze(): void;
	stop(): Promise<void>;
}

interface Attribute {
	readonly key: string;
	readonly value: { readonly stringValue?: string };
}
interface Exported {
	readonly resourceSpans?: readonly {
		readonly resource: { readonly attributes: readonly Attribute[] };
		readonly scopeSpans: readonly {
			readonly spans: readonly {
				readonly name: string;
				readonly traceId: string;
				readonly spanId: string;
				readonly parentSpanId?: string;
				readonly startTimeUnixNano: string;
				readonly endTimeUnixNano: string;
				readonly links?: readonly { readonly traceId: string }[];
			}[];
		}[];
	}[];
}

const milliseconds = (nanoseconds: string): number => Number(BigInt(nanoseconds) / 1000n) / 1000;

function spansOf({ resourceSpans = [] }: Exported): CollectedSpan[] {
	return resourceSpans.flatMap(({ resource, scopeSpans }) => {
		const named = resource.attributes.find(({ key }) => key === 'service.name');
		const service = named?.value.stringValue ?? '';
		return scopeSpans.flatMap(({ spans }) =>
			spans.map((span) => ({
				...{ service, name: span.name, traceId: span.traceId, spanId: span.spanId },
				parentSpanId: span.parentSpanId ?? '',
				startMs: milliseconds(span.startTimeUnixNano),
				endMs: milliseconds(span.endTimeUnixNano),
				links: span.links ?? []
			}))
		);
	});
}

export async function startCollector(): Promise<Collector> {
	const spans: CollectedSpan[] = [];
	let isFrozen = false;
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			if (isFrozen) return;
			if (request.url === '/v1/traces')
				spans.push(...spansOf(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Exported));
			response.setHeader('content-type', 'application/json');
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		spans,
		freeze() {
			isFrozen = true;
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
