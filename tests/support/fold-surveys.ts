/**
 * What surveys say by the words of the README of metrics, in plain TypeScript and apart from the SQL: shares of a scale as
 * fractions, not in thousandths.
 */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { distinct, foldInteraction, inOrder } from './fold.ts';
import type { FoldedSegment } from './fold.ts';

type Kind = 'csat' | 'nps' | 'ces' | 'fcr';
type Answer = Extract<KnownEvent, { name: 'survey.answered' }>;

export interface FoldedSurvey {
	piece: string;
	atMs: number;
	interaction: string;
	queue: string;
	channel: string;
	agent: string;
	/** Measures that are not 0. */
	adds: Record<string, number>;
}

const USUAL: Record<Kind, readonly [number, number]> = {
	csat: [1, 5],
	nps: [0, 10],
	ces: [1, 7],
	fcr: [0, 1]
};

const scaleOf = ({ data }: Answer): readonly [number, number] => {
	const [low, high] = USUAL[data.kind];
	return [data.scaleMin ?? low, data.scaleMax ?? high];
};

function isOnScale(answer: Answer): boolean {
	const [low, high] = scaleOf(answer);
	const { score } = answer.data;
	return (
		low < high &&
		score >= low &&
		score <= high &&
		[low, high, score].every((point) => Math.abs(point) <= 1_000_000)
	);
}

/** What the answer itself adds. */
function said(answer: Answer): Record<string, number> {
	const [low, high] = scaleOf(answer);
	const { kind, score } = answer.data;
	const share = low < 0 ? (score - low) / (high - low) : score / high;
	switch (kind) {
		case 'csat': {
			const isTop = high - low === 4 ? score >= high - 1 : share >= 0.8;
			return { csat_answers: 1, ...(isTop ? { csat_satisfied: 1 } : {}) };
		}
		case 'nps':
			return {
				nps_answers: 1,
				...(share >= 0.9 ? { nps_promoters: 1 } : {}),
				...(share <= 0.6 ? { nps_detractors: 1 } : {})
			};
		case 'ces': {
			const onSeven = Math.round(1000 * (1 + (6 * (score - low)) / (high - low)));
			return { ces_answers: 1, ces_thousandths: onSeven, ces_squares: onSeven ** 2 };
		}
		case 'fcr':
			return { survey_fcr_answers: 1, ...(score === high ? { survey_fcr_solved: 1 } : {}) };
		default:
			return kind satisfies never;
	}
}

const PREFIX: Record<Kind, string> = { csat: 'csat', nps: 'nps', ces: 'ces', fcr: 'survey_fcr' };

interface Asked {
	queue: string;
	channel: string;
	agent: string;
}

/** Of the contact it was about: the segment that was handled last. */
function askedAbout(events: readonly KnownEvent[]): Asked {
	const endOf = ({ wrappedAtMs, endedAtMs }: FoldedSegment): number =>
		wrappedAtMs ?? endedAtMs ?? 0;
	const last = foldInteraction(events)
		.filter(({ endedAtMs }) => endedAtMs !== null)
		.sort((a, b) => endOf(a) - endOf(b) || a.segment - b.segment)
		.at(-1);
	const ordered = distinct(events).sort(inOrder);
	const named = ordered.map(({ data }) => (data as { channel?: string }).channel);
	const channel = named.find((word) => word !== undefined && word !== '') ?? '';
	return { queue: last?.queue ?? '', agent: last?.agent ?? '', channel };
}

export function foldSurveys(events: readonly KnownEvent[]): FoldedSurvey[] {
	const contacts = new Map<string, KnownEvent[]>();
	const surveys = new Map<string, KnownEvent[]>();
	for (const event of distinct(events).sort(inOrder)) {
		const [map, key] =
			event.name === 'survey.answered' || event.name === 'survey.sent'
				? [surveys, `${event.subject} ${event.data.kind}`]
				: [contacts, event.subject];
		map.set(key, [...(map.get(key) ?? []), event]);
	}
	const out: FoldedSurvey[] = [];
	for (const [key, own] of surveys) {
		const answers = own.filter((event): event is Answer => event.name === 'survey.answered');
		const answer = answers.findLast(isOnScale);
		const sent = own.find(({ name }) => name === 'survey.sent');
		const interaction = own.findLast(({ data }) => 'interaction' in data)?.data ?? {};
		const about = 'interaction' in interaction ? String(interaction.interaction) : '';
		const row = { interaction: about, ...askedAbout(contacts.get(about) ?? []) };
		const add = (happening: string, atMs: number, adds: Record<string, number>) =>
			out.push({ piece: `${key} ${happening}`, atMs, ...row, adds });
		const prefix = PREFIX[key.split(' ')[1] as Kind];
		const asked = sent ?? answer;
		if (asked)
			add('sent', asked.occurredAtMs, {
				[`${prefix}_sent`]: 1,
				...(answer ? { [`${prefix}_replied`]: 1 } : {})
			});
		if (answer) add('answered', answer.occurredAtMs, said(answer));
		const stray = answers.at(-1);
		if (!answer && stray) add('stray', stray.occurredAtMs, { surveys_off_scale: 1 });
	}
	return out.sort((a, b) => (a.piece < b.piece ? -1 : 1));
}
