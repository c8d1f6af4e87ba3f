/** A request with events; resolves with the status of its answer. */
import { request } from 'node:http';
import type { Agent } from 'node:http';
import { TEST_INGEST_TOKEN } from '../../support/ingest.ts';

export function post(
	agent: Agent,
	url: string,
	contentType: string,
	body: string
): Promise<number> {
	return new Promise((resolve, reject) => {
		const sent = request(
			`${url}/v1/events`,
			{
				method: 'POST',
				agent,
				headers: {
					authorization: `Bearer ${TEST_INGEST_TOKEN}`,
					'content-type': contentType,
					'content-length': Buffer.byteLength(body)
				}
			},
			(response) => {
				response.resume();
				response.once('end', () => {
					resolve(response.statusCode ?? 0);
				});
			}
		);
		sent.once('error', reject);
		sent.end(body);
	});
}
