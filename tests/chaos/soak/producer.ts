/**
 * A process that sends whole contacts at an even rate, with an evaluation now and then, and does not let go of a request
 * until it is acknowledged. It knows what was acknowledged by count and sum.
 */
import { Agent, request } from 'node:http';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import { contactEvents } from '../../../ingest/demo/load.ts';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';
import { partOptions, servePart } from '../../bench/live/part.ts';
import { INGEST_TOKEN } from '../../support/product.ts';
import { IdSum } from '../support/id-sum.ts';
import { SOAK_SOURCE } from './source.ts';

export interface ProducerOptions {
	readonly ingest: string;
	readonly rate: number;
	readonly seed: string;
}

export interface ProducerReport {
	readonly sent: number;
	readonly acknowledged: number;
	/** Of the ids of all that was acknowledged. */
	readonly sum: string;
	/** Events by themselves refused, which should be none. */
	readonly rejected: number;
	readonly contacts: number;
	/** Requests that are not answered yet. */
	readonly waiting: number;
	/** False once it was told to end, which takes a moment to arrive. */
	readonly isLoading: boolean;
	/** Since the report before, of requests that were taken. */
	readonly answeredMs: readonly number[];
	/** Requests that had to be sent again. */
	readonly again: number;
}

const EVERY_MS = 50;
const MOST_EVENTS = 1000;
const CONTACT_MS = 120_000;
const FIRST_WAIT_MS = 200;
const MOST_WAIT_MS = 5000;
/** One contact in so many is evaluated. */
const EVALUATED = 200;
const GIVE_UP_MS = 30_000;

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const acknowledged = new IdSum();
const totals = { sent: 0, rejected: 0, contacts: 0, waiting: 0, again: 0 };
let answeredMs: number[] = [];
let isLoading = true;

/** What somebody judged of a contact, as the product itself tells it. */
function evaluationOf({ subject, time, data }: CloudEvent): CloudEvent {
	const finalScore = (totals.contacts % 11) / 10;
	return {
		specversion: '1.0',
		id: `evaluation-${subject}`,
		source: SOAK_SOURCE,
		type: fullTypeOf('evaluation.submitted'),
		subject: `evaluation-${subject}`,
		time,
		data: {
			interaction: subject,
			agent: String((data as { agent?: string }).agent),
			channel: 'voice',
			contactAt: time,
			evaluator: 'soak',
			form: 'soak',
			formVersion: 1,
			kind: 'standard',
			lane: 'random',
			revision: 1,
			submittedAt: time,
			rawScore: finalScore,
			finalScore,
			passed: finalScore >= 0.8,
			autoFailed: false,
			criticalApplicable: [],
			criticalFailed: [],
			workMs: 60_000,
			answers: []
		}
	};
}

interface Answer {
	readonly status: number;
	readonly rejected: number;
	/** Of those that were refused by themselves. */
	readonly errors?: readonly { readonly id: string | null }[];
}

const post = (ingest: string, body: string): Promise<Answer> =>
	new Promise((resolve, reject) => {
		const sent = request(
			`${ingest}/v1/events`,
			{
				method: 'POST',
				agent,
				timeout: GIVE_UP_MS,
				headers: {
					authorization: `Bearer ${INGEST_TOKEN}`,
					'content-type': 'application/cloudevents-batch+json',
					'content-length': Buffer.byteLength(body)
				}
			},
			(response) => {
				let text = '';
				response.on('data', (chunk: Buffer) => (text += chunk.toString()));
				response.once('error', reject);
				response.once('end', () => {
					const status = response.statusCode ?? 0;
					if (status !== 202 && status !== 207 && status !== 422) resolve({ status, rejected: 0 });
					else resolve({ ...(JSON.parse(text) as Answer), status });
				});
			}
		);
		sent.once('timeout', () => sent.destroy(new Error('no answer')));
		sent.once('error', reject);
		sent.end(body);
	});

async function send(ingest: string, batch: readonly CloudEvent[]): Promise<void> {
	const body = JSON.stringify(batch);
	totals.sent += batch.length;
	totals.waiting += 1;
	for (let attempt = 0; ; attempt += 1) {
		const startedAt = performance.now();
		const answer = await post(ingest, body).catch(() => null);
		if (answer !== null && [202, 207, 422].includes(answer.status)) {
			answeredMs.push(performance.now() - startedAt);
			totals.rejected += answer.rejected;
			const refused = new Set(answer.errors?.map(({ id }) => id));
			for (const { id } of batch) if (!refused.has(id)) acknowledged.add(id);
			break;
		}
		totals.again += 1;
		const most = Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
		await new Promise((resolve) => setTimeout(resolve, most * Math.random()));
	}
	totals.waiting -= 1;
}

function load({ ingest, rate, seed }: ProducerOptions): void {
	const contacts = contactEvents({
		seed,
		ratePerSecond: rate,
		startMs: Date.now(),
		contactMs: CONTACT_MS,
		source: SOAK_SOURCE
	});
	let next = contacts.next().value;
	const due = (nowMs: number): CloudEvent[] => {
		const batch: CloudEvent[] = [];
		for (; next && next.atMs <= nowMs && batch.length < MOST_EVENTS; next = contacts.next().value) {
			const { event } = next;
			batch.push(event);
			if (event.type !== fullTypeOf('interaction.wrapped')) continue;
			totals.contacts += 1;
			if (totals.contacts % EVALUATED === 0) batch.push(evaluationOf(event));
		}
		return batch;
	};
	setInterval(() => {
		if (!isLoading) return;
		const nowMs = Date.now();
		for (let batch = due(nowMs); batch.length > 0; batch = due(nowMs)) void send(ingest, batch);
	}, EVERY_MS);
}

load(partOptions() as ProducerOptions);
// Ctrl-C is for the soak as a whole, which asks for a last report.
process.on('SIGINT', () => undefined);
// The end of the load; what is under way is still waited for.
process.on('SIGUSR2', () => {
	isLoading = false;
});
servePart((): ProducerReport => {
	const report = {
		...totals,
		isLoading,
		acknowledged: acknowledged.count,
		sum: acknowledged.sum,
		answeredMs
	};
	answeredMs = [];
	return report;
});
