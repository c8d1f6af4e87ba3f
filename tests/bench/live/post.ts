/** Events into the product's own door, as a producer sends them. */
import { Agent, request } from 'node:http';
import { INGEST_TOKEN } from '../../support/product.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

export interface Posted {
	readonly status: number;
	/** When the request was begun, and when its answer was complete. */
	readonly atMs: number;
	readonly answeredAtMs: number;
}

/** With `waitSeconds` the answer comes when the events can be asked for. */
export function postEvents(
	ingest: string,
	events: readonly unknown[],
	waitSeconds = 0
): Promise<Posted> {
	const body = JSON.stringify(events);
	return new Promise((resolve, reject) => {
		const atMs = Date.now();
		const sent = request(
			`${ingest}/v1/events`,
			{
				method: 'POST',
				agent,
				headers: {
					authorization: `Bearer ${INGEST_TOKEN}`,
					'content-type': 'application/cloudevents-batch+json',
					'content-length': Buffer.byteLength(body),
					...(waitSeconds > 0 ? { prefer: `wait=${waitSeconds}` } : {})
				}
			},
			(response) => {
				response.resume();
				response.once('end', () => {
					resolve({ status: response.statusCode ?? 0, atMs, answeredAtMs: Date.now() });
				});
			}
		);
		sent.once('error', reject);
		sent.end(body);
	});
}
