/**
 * Complaints, first waits of calls and languages of replies by the words of the README of metrics, in plain TypeScript and
 * apart from the SQL. Working days are counted one by one.
 */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { languageColumn } from '#lib/server/events/text-language.ts';
import { distinct, foldInteraction, inOrder } from './fold.ts';
import type { FoldedSegment } from './fold.ts';

const DAY_MS = 86_400_000;

export interface Piece {
	atMs: number;
	interaction: string;
	piece: string;
	queue: string;
	channel: string;
	agent: string;
	/** Measures that are not 0. */
	adds: Record<string, number>;
}

export interface ComplaintWords {
	complaints: readonly string[];
	undue: readonly string[];
	/** Days that do not count, by region; '' those of contacts of no known one. */
	holidays: Readonly<Record<string, ReadonlySet<string>>>;
	days: number;
	undueDays: number;
	nowMs: number;
}

interface Contact {
	id: string;
	events: KnownEvent[];
	segments: FoldedSegment[];
	channel: string;
	isInbound: boolean;
	entry: string;
}

function contactsOf(all: readonly KnownEvent[]): Contact[] {
	const byId = new Map<string, KnownEvent[]>();
	for (const event of distinct(all).sort(inOrder))
		byId.set(event.subject, [...(byId.get(event.subject) ?? []), event]);
	return [...byId].map(([id, events]) => {
		const named = (field: 'channel' | 'direction' | 'queue') => (event: KnownEvent) =>
			(event.data as Record<string, unknown>)[field] as string | undefined;
		const first = (field: 'channel' | 'direction') =>
			events.map(named(field)).find((word) => word !== undefined) ?? '';
		const created = events.find(({ name }) => name === 'interaction.created');
		return {
			id,
			events,
			segments: foldInteraction(events),
			channel: first('channel'),
			isInbound: first('direction') !== 'outbound',
			entry: created === undefined ? '' : (named('queue')(created) ?? '')
		};
	});
}

const sorted = (pieces: Piece[]): Piece[] =>
	pieces.sort((a, b) => (`${a.interaction} ${a.piece}` < `${b.interaction} ${b.piece}` ? -1 : 1));
const nonZero = (adds: Record<string, number | boolean>): Record<string, number> =>
	Object.fromEntries(
		Object.entries(adds)
			.map(([name, value]) => [name, Number(value)] as const)
			.filter(([, value]) => value !== 0)
	);

export function foldCallWaits(all: readonly KnownEvent[], nowMs: number): Piece[] {
	return sorted(
		contactsOf(all).flatMap(({ id, segments, channel, isInbound }) => {
			const [first] = segments
				.filter(({ queuedAtMs }) => queuedAtMs !== null)
				.sort((a, b) => (a.queuedAtMs ?? 0) - (b.queuedAtMs ?? 0) || a.segment - b.segment);
			if (!first || channel !== 'voice' || !isInbound) return [];
			const [answered] = segments
				.filter(({ acceptedAtMs }) => acceptedAtMs !== null)
				.sort((a, b) => (a.acceptedAtMs ?? 0) - (b.acceptedAtMs ?? 0) || a.segment - b.segment);
			const atMs = first.queuedAtMs ?? 0;
			const waitedMs = answered === undefined ? Infinity : (answered.acceptedAtMs ?? 0) - atMs;
			const adds = nonZero({
				calls_due: answered !== undefined || nowMs - atMs > 180_000,
				calls_answered180s: waitedMs <= 180_000
			});
			const agent = answered?.agent ?? '';
			return [{ atMs, interaction: id, piece: '', queue: first.queue, channel, agent, adds }];
		})
	);
}

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

function isWorking(day: number, holidays: ReadonlySet<string>): boolean {
	const date = new Date(day * DAY_MS);
	return (
		date.getUTCDay() !== 0 &&
		date.getUTCDay() !== 6 &&
		!holidays.has(date.toISOString().slice(0, 10))
	);
}

/** Working days after the first day up to and with the last. */
function workingDays(fromMs: number, toMs: number, holidays: ReadonlySet<string>): number {
	let count = 0;
	for (let day = dayOf(fromMs) + 1; day <= dayOf(toMs); day += 1)
		if (isWorking(day, holidays)) count += 1;
	return count;
}

function dueMs(fromMs: number, days: number, holidays: ReadonlySet<string>): number {
	let day = dayOf(fromMs);
	for (let left = days; left > 0;) {
		day += 1;
		if (isWorking(day, holidays)) left -= 1;
	}
	return (day + 1) * DAY_MS;
}

const word = (text: string): string => text.trim().toLowerCase();

function topicOf(events: readonly KnownEvent[]): string {
	const topics = events.map((event) => ('topic' in event.data ? event.data.topic : undefined));
	return word(topics.findLast((topic) => topic !== undefined) ?? '');
}

function regionOf(events: readonly KnownEvent[], holidays: ComplaintWords['holidays']): string {
	const labels = events.flatMap((event) =>
		event.name === 'interaction.created' && event.data.labels ? [event.data.labels] : []
	)[0];
	const said = Object.entries(labels ?? {}).find(([key]) => key.toLowerCase() === 'region')?.[1];
	const region = word(said ?? '');
	return Object.hasOwn(holidays, region) ? region : '';
}

/** When it was resolved; null: not. */
function closedMs(events: readonly KnownEvent[]): number | null {
	const last = events.findLast(({ name }) => name === 'interaction.ended');
	const reopened = events.findLast(({ name }) => name === 'interaction.reopened');
	if (!last || (reopened && reopened.occurredAtMs >= last.occurredAtMs)) return null;
	const verdict = events.findLast(
		(event) => event.name === 'interaction.wrapped' && event.data.resolved !== undefined
	);
	if (verdict?.name !== 'interaction.wrapped') return last.occurredAtMs;
	if (verdict.data.resolved === false) return null;
	return Math.max(last.occurredAtMs, verdict.occurredAtMs);
}

export function foldComplaints(all: readonly KnownEvent[], words: ComplaintWords): Piece[] {
	return sorted(
		contactsOf(all).flatMap(({ id, events, segments, channel, isInbound, entry }) => {
			const topic = topicOf(events);
			const isUndue = words.undue.includes(topic);
			if (!isInbound || !(isUndue || words.complaints.includes(topic))) return [];
			const holidays = words.holidays[regionOf(events, words.holidays)] ?? new Set();
			const created = events.find(({ name }) => name === 'interaction.created') ?? events[0];
			const receivedMs = created?.occurredAtMs ?? 0;
			const due = dueMs(receivedMs, isUndue ? words.undueDays : words.days, holidays);
			const end = closedMs(events);
			const closed = end === null ? null : Math.max(end, receivedMs);
			const isOnTime = closed !== null && closed < due;
			const firstQueued = segments
				.filter(({ queuedAtMs }) => queuedAtMs !== null)
				.sort((a, b) => a.segment - b.segment)[0];
			const accepted = events.findLast(({ name }) => name === 'interaction.accepted');
			const row = {
				interaction: id,
				queue: firstQueued?.queue ?? entry,
				channel,
				agent: accepted?.name === 'interaction.accepted' ? accepted.data.agent : ''
			};
			const add = (piece: string, atMs: number, adds: Record<string, number | boolean>): Piece => ({
				atMs,
				piece,
				...row,
				adds: nonZero(adds)
			});
			const days = closed === null ? 0 : workingDays(receivedMs, closed, holidays);
			const outcome = {
				complaints_decided: 1,
				complaints_on_time: isOnTime,
				undue_charges_decided: isUndue,
				undue_charges_on_time: isUndue && isOnTime
			};
			return [
				add('received', receivedMs, { complaints_received: 1 }),
				...(isOnTime || due <= words.nowMs
					? [add('decided', isOnTime ? closed : due, outcome)]
					: []),
				...(closed === null
					? []
					: [add('closed', closed, { complaints_closed: 1, complaint_working_days: days })])
			];
		})
	);
}

/** The most frequent one, of several the first. */
function mainOf(languages: readonly string[]): string {
	const known = languages.filter((language) => language !== '');
	const count = (language: string): number => known.filter((one) => one === language).length;
	return known.reduce((best, one) => (best === '' || count(one) > count(best) ? one : best), '');
}

export function foldReplies(all: readonly KnownEvent[]): Piece[] {
	return sorted(
		contactsOf(all).flatMap(({ id, events, segments, channel, entry }) => {
			const by = (author: string): string[] =>
				events
					.filter((event) => event.name === 'interaction.message' && event.data.author === author)
					.map(languageColumn);
			const [customer, agent] = [by('customer'), by('agent')];
			const endOf = ({ wrappedAtMs, endedAtMs }: FoldedSegment): number =>
				wrappedAtMs ?? endedAtMs ?? 0;
			const last = segments
				.filter(({ endedAtMs }) => endedAtMs !== null)
				.sort((a, b) => endOf(a) - endOf(b) || a.segment - b.segment)
				.at(-1);
			if (!last || customer.length === 0 || agent.length === 0) return [];
			const [asked, answered] = [mainOf(customer), mainOf(agent)];
			const isJudged = asked !== '' && answered !== '';
			return [
				{
					atMs: endOf(last),
					interaction: id,
					piece: '',
					queue: last.queuedAtMs === null ? entry : last.queue,
					channel,
					agent: last.agent,
					adds: nonZero({
						written_contacts: 1,
						replies_judged: isJudged,
						replies_in_language: isJudged && asked === answered
					})
				}
			];
		})
	);
}
