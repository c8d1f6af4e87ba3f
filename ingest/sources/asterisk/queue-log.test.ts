import { describe, expect, test } from 'vitest';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import { readFile, readText, sample } from '../../../tests/support/read-source.ts';
import { foldSegments } from '../../../tests/support/segment-fold.ts';
import type { FoldedSegment } from '../../../tests/support/segment-fold.ts';
import type { CloudEvent } from '../source.ts';
import { queueLogSource } from './queue-log.ts';

const source = queueLogSource({ serverId: 'pbx', channel: 'voice' });
const log = (...lines: string[]) => readText(source, `${lines.join('\n')}\n`);

const inQueue = (segments: FoldedSegment[], queue: string) =>
	segments.filter((segment) => segment.queue === queue);
const count = (segments: FoldedSegment[], outcome: FoldedSegment['outcome']) =>
	segments.filter((segment) => segment.outcome === outcome).length;
const rings = (segments: FoldedSegment[]) =>
	segments.reduce((sum, { declined }) => sum + declined, 0);
const wait = (segment: FoldedSegment | undefined) =>
	((segment?.acceptedMs ?? NaN) - (segment?.queuedMs ?? NaN)) / 1000;
const talk = (segment: FoldedSegment | undefined) =>
	((segment?.endedMs ?? NaN) - (segment?.acceptedMs ?? NaN)) / 1000;

const states = (events: CloudEvent[]) =>
	events
		.filter(({ type }) => type.includes('agent.state'))
		.map(({ subject, time, data }) => {
			const { state, reason } = data as { state: string; reason?: string };
			return [subject, time.slice(11, 19), state, ...(reason === undefined ? [] : [reason])].join(
				' '
			);
		});

describe('samples of queue_log', () => {
	const twoQueues = sample('queue-log/two_queues_2013-11-08.queue_log');
	test.skipIf(twoQueues === null)('one call in two queues is two segments', async () => {
		const { events, failures } = await readFile(source, twoQueues ?? '');
		expect(failures).toEqual([]);
		const segments = foldSegments(events);
		const [q01, q02] = [inQueue(segments, 'q01'), inQueue(segments, 'q02')];
		expect([q01.length, q02.length, segments.length]).toEqual([1, 1, 2]);
		expect([wait(q01[0]), talk(q01[0]), rings(q01)]).toEqual([3, 558, 0]);
		expect([wait(q02[0]), talk(q02[0]), rings(q02)]).toEqual([2, 107, 1]);
		expect(
			new Set(events.filter(({ type }) => type.includes('interaction')).map((e) => e.subject)).size
		).toBe(1);
	});

	const mixed = sample('queue-log/mixed_2012-07-01.queue_log');
	test.skipIf(mixed === null)('answered, abandoned and closed calls of one queue', async () => {
		const { events, failures } = await readFile(source, mixed ?? '');
		expect(failures).toEqual([]);
		const q01 = inQueue(foldSegments(events), 'q01');
		expect(q01.length).toBe(9);
		expect([count(q01, 'answered'), count(q01, 'abandoned'), count(q01, 'closed')]).toEqual([
			4, 4, 1
		]);
		expect(rings(q01)).toBe(2);
	});

	const all = [
		'agents_2012-01-01',
		'mixed_2012-07-01',
		'transfer_2015-05-06',
		'two_queues_2013-11-08'
	].map((name) => sample(`queue-log/${name}.queue_log`));
	test.skipIf(all.includes(null))(
		'every line of every sample gives events that ingest takes',
		async () => {
			for (const path of all) {
				const { events, failures, skips } = await readFile(source, path ?? '');
				expect(failures).toEqual([]);
				expect(Object.keys(skips).filter((reason) => reason.startsWith('unmapped'))).toEqual([]);
				const parsed = events.map((event) =>
					parseEvent(event, { nowMs: Date.now(), backfill: true })
				);
				expect(parsed.filter(({ ok }) => !ok)).toEqual([]);
				expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
			}
		}
	);
});

describe('calls of a queue_log', () => {
	test('a call that times out and enters another queue flowed out of the first', async () => {
		const { events } = await log(
			'1700000000|c1|q1|NONE|ENTERQUEUE||600111222|1',
			'1700000030|c1|q1|NONE|EXITWITHTIMEOUT|1|1|30',
			'1700000031|c1|q2|NONE|ENTERQUEUE||600111222|1',
			'1700000040|c1|q2|SIP/1|CONNECT|9|c2|3'
		);
		const segments = foldSegments(events);
		expect(segments.map(({ queue, outcome }) => [queue, outcome])).toEqual([
			['q1', 'flowed out'],
			['q2', 'answered']
		]);
		expect(segments[0]?.leftMs).toBe(1_700_000_030_000);
	});

	test('a call that leaves the queue for good without hanging up is closed', async () => {
		const lines = [
			'EXITWITHTIMEOUT|1|1|30',
			'EXITEMPTY|1|1|30',
			'EXITWITHKEY|0|1|1|30',
			'WITHDRAW|1|1|30'
		];
		for (const line of lines) {
			const { events } = await log(
				'1700000000|c1|q1|NONE|ENTERQUEUE|||1',
				`1700000030|c1|q1|NONE|${line}`
			);
			expect(foldSegments(events).map(({ outcome }) => outcome)).toEqual(['closed']);
		}
	});

	test('a codec that fits nobody is an abandoned call', async () => {
		const { events } = await log(
			'1700000000|c1|q1|NONE|ENTERQUEUE|||1',
			'1700000001|c1|q1|SIP/1|SYSCOMPAT'
		);
		expect(foldSegments(events).map(({ outcome }) => outcome)).toEqual(['abandoned']);
	});

	test('a transfer ends the talk of the segment', async () => {
		const { events } = await log(
			'1700000000|c1|q1|NONE|ENTERQUEUE|||1',
			'1700000005|c1|q1|SIP/1|CONNECT|5|c2|2',
			'1700000065|c1|q1|SIP/1|BLINDTRANSFER|2001|internal|5|60|1'
		);
		expect(foldSegments(events).map(talk)).toEqual([60]);
		const data = events.find(({ type }) => type.includes('transferred'))?.data;
		expect(data).toEqual({ to: { external: '2001' }, kind: 'cold', agent: 'SIP/1', segment: 1 });
	});

	test('a customer who takes over the place of a transferring leg is a segment from the hold field', async () => {
		const { events } = await log(
			'1717397259|1717397243.239826|1501|NONE|ENTERQUEUE|9031396745|1',
			'1717397271|1717397243.239826|1501|PJSIP/7009|CONNECT|12|1717397259.239827|11',
			'1717397397|1717397243.239826|1509|PJSIP/7051|CONNECT|7|1717397390.239831|6',
			'1717397570|1717397243.239826|1509|PJSIP/7051|COMPLETEAGENT|7|173|1'
		);
		const segments = foldSegments(events);
		expect(segments.map((segment) => [segment.queue, wait(segment), talk(segment)])).toEqual([
			['1501', 12, 119],
			['1509', 7, 173]
		]);
	});

	test('a restart of Asterisk closes what was going on', async () => {
		const { events } = await log(
			'1700000000|c1|q1|NONE|ENTERQUEUE|||1',
			'1700000001|c2|q1|NONE|ENTERQUEUE|||1',
			'1700000002|c2|q1|SIP/1|CONNECT|1|x|1',
			'1700000100|NONE|NONE|NONE|QUEUESTART|'
		);
		expect(foldSegments(events).map(({ outcome, endedMs }) => [outcome, endedMs])).toEqual([
			['closed', null],
			['answered', 1_700_000_100_000]
		]);
	});

	test('a withheld number is no customer', async () => {
		const { events } = await log('1700000000|c1|q1|NONE|ENTERQUEUE||anonymous|1');
		expect(events.find(({ type }) => type.includes('created'))?.data).toEqual({ channel: 'voice' });
	});

	test('a call that began before the file is in its first segment and remarked', async () => {
		const { events, records } = await log(
			'1700000005|c1|q1|SIP/1|CONNECT|5|c2|2',
			'1700000065|c1|q1|SIP/1|COMPLETECALLER|5|60|1',
			'1700000066|c1|q2|NONE|ENTERQUEUE|||1'
		);
		expect(records[0]?.notes).toEqual(['call that began before the file']);
		expect(
			events.filter(({ type }) => /queued|accepted/.test(type)).map(({ data }) => data)
		).toEqual([
			{ agent: 'SIP/1', segment: 1 },
			{ queue: 'q2', segment: 2, channel: 'voice' }
		]);
	});
});

describe('agents of a queue_log', () => {
	test('who pauses in every queue is on a break once, with its reason', async () => {
		const { events } = await log(
			'1700000000|CLI|q1|SIP/1|ADDMEMBER|',
			'1700000000|CLI|q2|SIP/1|ADDMEMBER|',
			'1700000010|NONE|q1|SIP/1|PAUSE|lunch',
			'1700000010|NONE|q2|SIP/1|PAUSE|lunch',
			'1700000010|NONE|NONE|SIP/1|PAUSEALL|lunch',
			'1700000020|NONE|NONE|SIP/1|UNPAUSEALL|',
			'1700000030|CLI|q1|SIP/1|REMOVEMEMBER|',
			'1700000030|CLI|q2|SIP/1|REMOVEMEMBER|'
		);
		expect(states(events)).toEqual([
			'SIP/1 22:13:20 available',
			'SIP/1 22:13:20 available',
			'SIP/1 22:13:30 break lunch',
			'SIP/1 22:13:40 available',
			'SIP/1 22:13:50 available',
			'SIP/1 22:13:50 offline'
		]);
	});

	test('calls move agents whose coming was seen, and nobody else', async () => {
		const { events } = await log(
			'1700000000|x|NONE|Agent/1|AGENTLOGIN|SIP/1',
			'1700000001|c1|q1|NONE|ENTERQUEUE|||1',
			'1700000002|c1|q1|Agent/1|CONNECT|1|x|1',
			'1700000003|c2|q1|Agent/9|CONNECT|1|x|1',
			'1700000012|c1|q1|Agent/1|COMPLETEAGENT|1|10|1',
			'1700000012|NONE|NONE|Agent/1|WRAPUPSTART|5',
			'1700000030|x|NONE|Agent/1|AGENTLOGOFF|SIP/1|30'
		);
		expect(states(events)).toEqual([
			'Agent/1 22:13:20 available',
			'Agent/1 22:13:22 handling',
			'Agent/1 22:13:32 available',
			'Agent/1 22:13:32 wrapping',
			'Agent/1 22:13:37 available',
			'Agent/1 22:13:50 offline'
		]);
	});
});

describe('a queue_log that is not well', () => {
	test('bad lines are told by number and the others go on', async () => {
		const { events, failures, skips } = await log(
			'yesterday|c1|q1|NONE|ENTERQUEUE|||1',
			'1700000000|c1|q1',
			`1700000000|c1|q1|NONE|ENTERQUEUE||${'9'.repeat(70_000)}|1`,
			'1700000000|c1|q1|NONE|ENTER\0QUEUE|||1',
			'1700000000|NONE|q1|NONE|ENTERQUEUE|||1',
			'1700000000|c2|q1|NONE|DID|4957877871',
			'',
			'1700000000|c2|q1|NONE|ENTERQUEUE|||1'
		);
		expect(failures.map((failure) => failure.slice(0, 3))).toEqual([
			'1: ',
			'2: ',
			'3: ',
			'4: ',
			'5: '
		]);
		expect(skips).toEqual({ 'unmapped verb DID': 1, 'blank line': 1 });
		expect(events.filter(({ type }) => type.includes('queued')).length).toBe(1);
	});

	test('[I13] identical lines are two events each, and a copy of the file gives the same ids', async () => {
		const lines = [
			'1700000000|c1|q1|SIP/1|RINGNOANSWER|0',
			'1700000000|c1|q1|SIP/1|RINGNOANSWER|0'
		];
		const first = await log(...lines);
		const again = await log(...lines);
		const ids = first.events.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(again.events.map(({ id }) => id)).toEqual(ids);
	});

	test('what the end of the file alone says is not settled', async () => {
		const { records } = await readText(
			source,
			'1700000000|NONE|NONE|Agent/1|WRAPUPSTART|5\n1700000001|c1|q1|NONE|ENTERQUEUE|||1'
		);
		expect(records.map(({ settled }) => settled)).toEqual([true, false, false]);
		expect(states(records.at(-1)?.events as CloudEvent[])).toEqual(['Agent/1 22:13:25 available']);
	});
});
