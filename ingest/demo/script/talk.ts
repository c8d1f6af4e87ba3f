/** What is said in a recorded call, and when. */
import type { Language } from '../customers.ts';
import type { Random } from '../random.ts';
import type { Topic } from '../topics.ts';
import type { Mood } from './lines.ts';
import { Speech } from './speech.ts';

export interface Turn {
	readonly speaker: 'agent' | 'customer';
	/** Since the beginning of the recording. */
	readonly startMs: number;
	readonly endMs: number;
	readonly text: string;
}

export interface TalkOptions {
	readonly language: Language;
	readonly topic: Topic;
	readonly mood: Mood;
	readonly agentName: string;
	readonly settled: boolean;
	readonly lengthMs: number;
}

const MS_PER_LETTER = 62;
const BREATH_MS = 250;
const LEAST_GAP_MS = 350;
const MOST_ROUNDS = 8;

interface Line {
	readonly speaker: Turn['speaker'];
	readonly text: string;
	/** How much of the time that is left passes after it: an agent who looks something up is silent. */
	readonly pause: number;
}

const spokenMs = ({ text }: Line): number => BREATH_MS + text.length * MS_PER_LETTER;
const lengthOf = (lines: readonly Line[]): number =>
	lines.reduce((sum, line) => sum + spokenMs(line) + LEAST_GAP_MS, LEAST_GAP_MS);

function* rounds(speech: Speech, options: TalkOptions, random: Random): Generator<Line[]> {
	const { language, mood, agentName } = options;
	const used = new Set<string>();
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		const looksUp = random.chance(0.5);
		const asked = speech.agent(language, looksUp ? 'working' : 'question', agentName);
		const answered = speech.reply(language, random.chance(0.7) ? mood : 'neutral');
		// Nobody says the same thing twice: there are not that many lines.
		if (used.has(asked) || used.has(answered)) continue;
		used.add(asked).add(answered);
		yield [
			{ speaker: 'agent', text: asked, pause: looksUp ? 4 : 1 },
			{ speaker: 'customer', text: answered, pause: 1 }
		];
	}
}

function linesOf(options: TalkOptions, random: Random): readonly Line[] {
	const { language, topic, mood, agentName, settled, lengthMs } = options;
	const speech = new Speech(random);
	const agent = (moment: 'greeting' | 'sorry' | 'settled' | 'open', pause = 1): Line => ({
		speaker: 'agent',
		text: speech.agent(language, moment, agentName),
		pause
	});
	const opening: Line[] = [
		agent('greeting'),
		{ speaker: 'customer', text: speech.opening(language, topic, mood), pause: 1 },
		...(mood === 'upset' ? [agent('sorry', 2)] : [])
	];
	const closing: Line[] = [
		agent(settled ? 'settled' : 'open'),
		{ speaker: 'customer', text: speech.farewell(language, settled), pause: 1 }
	];
	const middle: Line[] = [];
	for (const round of rounds(speech, options, random)) {
		if (lengthOf([...opening, ...middle, ...round, ...closing]) > lengthMs) break;
		middle.push(...round);
	}
	return [...opening, ...middle, ...closing];
}

/** In order, none over another; the last ends with the call. */
export function turnsOf(options: TalkOptions, random: Random): readonly Turn[] {
	const lines = linesOf(options, random);
	const { lengthMs } = options;
	// A call that is too short for the least that is said is spoken faster.
	const pace = Math.min(1, lengthMs / lengthOf(lines));
	const leftMs = Math.max(0, lengthMs - lengthOf(lines));
	const pauses = lines.reduce((sum, { pause }) => sum + pause, 0);
	let atMs = LEAST_GAP_MS * pace;
	return lines.map((line) => {
		const startMs = Math.round(atMs);
		const endMs = Math.round(atMs + spokenMs(line) * pace);
		atMs = endMs + LEAST_GAP_MS * pace + (leftMs * line.pause) / pauses;
		return { speaker: line.speaker, startMs, endMs, text: line.text };
	});
}
