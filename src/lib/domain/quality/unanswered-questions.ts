/**
 * Questions of the customer that were never answered: nobody replied afterwards, or was only asked to wait and nothing that
 * came later is about it. Any other reply counts as an answer: this is a hint for whoever judges, never a part of a score.
 */
import type { Said } from './said.ts';
import { foldedText, foldedWords, sayingIn } from './said.ts';

export type UnansweredWhy =
	/** Nobody wrote or said anything afterwards. */
	| 'no_reply'
	/** The customer was only asked to wait, or greeted. */
	| 'put_off';

export interface UnansweredQuestion {
	/** Id of the text it stands in. */
	readonly message: string;
	readonly question: string;
	readonly why: UnansweredWhy;
}

const PUTTING_OFF = [
	...['un momento', 'un momentito', 'un segundo', 'un minuto', 'dame un', 'deme un', 'permitame'],
	...['permiteme', 'dejame', 'dejeme', 'estoy revisando', 'voy a revisar', 'ya te ayudo', 'espera'],
	...[
		'espere',
		'gracias por esperar',
		'gracias por tu espera',
		'gracias por su espera',
		'con gusto'
	],
	...[
		'one moment',
		'a moment',
		'one second',
		'one minute',
		'let me check',
		'let me see',
		'please wait'
	],
	...['please hold', 'bear with me', 'thanks for waiting', 'thank you for waiting'],
	...['um momento', 'um instante', 'um segundo', 'um minuto', 'deixe me', 'vou verificar'],
	...['estou verificando', 'aguarde', 'obrigado por aguardar', 'obrigada por aguardar'],
	...['hola', 'hello', 'hi', 'ola', 'oi', 'buenos dias', 'buenas tardes', 'bom dia', 'boa tarde'],
	...['gracias por contactarnos', 'thank you for contacting', 'agradecemos o seu contato']
];
/** Longer than this says something, also when it begins with a greeting. */
const PUT_OFF_WORDS = 12;
/** Letters by which two words are about the same: endings differ. */
const STEM = 5;
const LEAST_LETTERS = 4;
/** Long words that are in questions about anything. */
const ABOUT_NOTHING = new Set(
	`cuando como donde cual cuales quien para porque esta este esto puedo puede pueden tengo tiene hacer sobre usted ustedes
	saber quiero hola gracias favor when where what which would could should have does with that this about from know please
	there thanks quando onde qual quem posso pode tenho voce fazer isso esse essa para obrigado obrigada`.split(
		/\s+/
	)
);

/** Sentences that end in a question mark, without the marks. */
export const questionsIn = (text: string): string[] =>
	[...text.matchAll(/[^.!?¡¿\n]*\?/gu)]
		.map(([sentence]) => sentence.slice(0, -1).trim())
		.filter((sentence) => foldedWords(sentence).length > 0);

const stemsOf = (text: string): Set<string> =>
	new Set(
		foldedWords(text)
			.filter((word) => word.length >= LEAST_LETTERS && !ABOUT_NOTHING.has(word))
			.map((word) => word.slice(0, STEM))
	);

function isPutOff(text: string): boolean {
	const words = foldedWords(text);
	return words.length <= PUT_OFF_WORDS && sayingIn(foldedText(text), PUTTING_OFF) !== null;
}

function isAbout(text: string, stems: ReadonlySet<string>): boolean {
	for (const stem of stemsOf(text)) if (stems.has(stem)) return true;
	return false;
}

/** A text that has been deleted may have been the answer. */
function whyUnanswered(question: string, later: readonly Said[]): UnansweredWhy | null {
	const replies = later.filter(({ author }) => author === 'agent' || author === 'bot');
	if (replies.length === 0) return 'no_reply';
	const stems = stemsOf(question);
	const answers = replies.some(
		({ text }) => text === null || !isPutOff(text) || isAbout(text, stems)
	);
	return answers ? null : 'put_off';
}

/** In the order of the contact. */
export const unansweredQuestions = (said: readonly Said[]): UnansweredQuestion[] =>
	said.flatMap(({ id, author, text }, at) => {
		if (author !== 'customer' || text === null) return [];
		return questionsIn(text).flatMap((question) => {
			const why = whyUnanswered(question, said.slice(at + 1));
			return why === null ? [] : [{ message: id, question, why }];
		});
	});
