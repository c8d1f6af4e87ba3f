/** Picks what somebody says, in the language of the customer. */
import type { Language } from '../customers.ts';
import type { Random } from '../random.ts';
import type { Topic } from '../topics.ts';
import { ENGLISH } from './en.ts';
import { SPANISH } from './es.ts';
import type { Lines, Mood } from './lines.ts';
import { PORTUGUESE } from './pt.ts';

const LINES: Readonly<Record<Language, Lines>> = { es: SPANISH, pt: PORTUGUESE, en: ENGLISH };

const BLANK = /\{(name|amount|number|hour)\}/g;

export class Speech {
	readonly #random: Random;

	constructor(random: Random) {
		this.#random = random;
	}

	opening(language: Language, topic: Topic, mood: Mood): string {
		const { calm, upset } = LINES[language].opening[topic];
		return this.#say(mood === 'upset' ? upset : calm);
	}

	reply(language: Language, mood: Mood): string {
		return this.#say(LINES[language].reply[mood]);
	}

	farewell(language: Language, settled: boolean): string {
		const { farewell } = LINES[language];
		return this.#say(settled ? farewell.settled : farewell.open);
	}

	bot(language: Language, moment: 'greeting' | 'queued'): string {
		return this.#say(LINES[language].bot[moment]);
	}

	agent(language: Language, moment: keyof Lines['agent'], fullName: string): string {
		return this.#say(LINES[language].agent[moment], fullName);
	}

	letter(language: Language, settled: boolean, fullName: string): string {
		const { letter } = LINES[language];
		return this.#say(settled ? letter.settled : letter.open, fullName);
	}

	comment(language: Language, good: boolean): string {
		const { comment } = LINES[language];
		return this.#say(good ? comment.good : comment.poor);
	}

	mention(language: Language, about: Mood | 'incident' | 'rival'): string {
		const lines = LINES[language];
		if (about === 'incident' || about === 'rival') return this.#say(lines[about]);
		return this.#say(lines.mention[about]);
	}

	#say(sayings: readonly string[], fullName = ''): string {
		const text = this.#random.pick(sayings);
		return text.includes('{')
			? text.replace(BLANK, (_, blank) => this.#fill(String(blank), fullName))
			: text;
	}

	#fill(blank: string, fullName: string): string {
		switch (blank) {
			case 'name':
				return fullName.split(' ')[0] ?? fullName;
			case 'amount':
				return String(this.#random.integer(34, 189));
			case 'hour':
				return String(this.#random.integer(2, 9));
			default:
				return String(this.#random.integer(100_000, 999_999));
		}
	}
}
