/**
 * A cheerful or canned reply to a customer who is angry: the last two texts of the customer are clearly negative, the reply
 * has a mark of cheer, and nothing at its beginning says sorry. A hint for whoever judges, never a part of a score.
 */
import type { Said } from './said.ts';
import { foldedText, foldedWords, sayingIn } from './said.ts';

/** −2 on the usual scale of −5 to 5: the mean of the last texts of the customer is this or less. */
export const ANGRY_TO = -0.4;
const LAST_TEXTS = 2;
/** Whoever is sorry says so at the beginning. */
const SORRY_WITHIN = 200;
const FEWEST_EXCLAMATIONS = 2;

export const CHEER_KINDS = ['emoji', 'greeting', 'promotion', 'canned'] as const;
export type CheerKind = (typeof CHEER_KINDS)[number];
export interface CheerMark {
	readonly kind: CheerKind;
	/** As it stands in the reply, or the saying it was known by. */
	readonly text: string;
}
export interface ToneMismatch {
	/** Id of the reply. */
	readonly reply: string;
	/** Mean of the customer's last texts before it, −1 to 1. */
	readonly customerScore: number;
	readonly marks: readonly CheerMark[];
}

/** Faces that smile, hearts, celebration; sad and worried faces are no cheer. */
const CHEERFUL =
	/[\u{1F600}-\u{1F60E}\u{1F642}\u{1F643}\u{1F917}\u{1F929}\u{1F970}\u{1F973}\u{263A}\u{1F389}\u{1F38A}\u{1F388}\u{2728}\u{2B50}\u{1F31F}\u{1F44D}\u{1F44F}\u{1F64C}\u{1F4AA}\u{2764}\u{1F49A}-\u{1F49C}\u{1F525}\u{1F680}]|(?:^|\s)[:;]-?[)D](?=\s|$)/u;

const GREETINGS = [
	...[
		'hola',
		'buenas',
		'buenos dias',
		'buenas tardes',
		'buenas noches',
		'bienvenido',
		'bienvenida'
	],
	...[
		'hi',
		'hello',
		'hey',
		'hi there',
		'good morning',
		'good afternoon',
		'good evening',
		'welcome'
	],
	...['ola', 'oi', 'bom dia', 'boa tarde', 'boa noite', 'bem vindo', 'bem vinda']
];
const PROMOTIONS = [
	...[
		'promocion',
		'promociones',
		'oferta',
		'ofertas',
		'descuento',
		'aprovecha',
		'no te lo pierdas'
	],
	...['te invitamos', 'sorteo', 'gratis', 'nuevo plan', 'nuestra app'],
	...[
		'promotion',
		'special offer',
		'discount',
		'don t miss',
		'check out our',
		'for free',
		'giveaway'
	],
	...[
		'promocao',
		'promocoes',
		'desconto',
		'aproveite',
		'nao perca',
		'sorteio',
		'gratuito',
		'novo plano'
	]
];
const CANNED = [
	...['gracias por contactarnos', 'gracias por comunicarte', 'gracias por comunicarse'],
	...['gracias por escribirnos', 'en que puedo ayudarte hoy', 'en que puedo ayudarle hoy'],
	...[
		'tu opinion es muy importante',
		'su opinion es muy importante',
		'que tengas un excelente dia'
	],
	...['que tenga un excelente dia', 'fue un placer atenderte', 'fue un placer atenderle'],
	...['thank you for contacting', 'thanks for contacting', 'thank you for reaching out'],
	...['thanks for reaching out', 'how can i help you today', 'how may i help you today'],
	...['your opinion is important', 'have a great day', 'have a wonderful day'],
	...[
		'obrigado por entrar em contato',
		'obrigada por entrar em contato',
		'agradecemos o seu contato'
	],
	...['como posso ajudar hoje', 'sua opiniao e muito importante', 'tenha um otimo dia']
];
const SORRY = [
	...[
		'siento',
		'sentimos',
		'lamento',
		'lamentamos',
		'disculpa',
		'disculpas',
		'disculpe',
		'disculpen'
	],
	...['perdon', 'perdona', 'perdone', 'entiendo', 'entendemos', 'comprendo', 'comprendemos'],
	...['tienes razon', 'tiene razon'],
	...['sorry', 'apologize', 'apologise', 'apologies', 'apology', 'i understand', 'we understand'],
	...['you are right', 'you re right', 'regret'],
	...['desculpa', 'desculpas', 'desculpe', 'sinto muito', 'sentimos muito', 'perdao', 'entendo'],
	...['compreendo', 'lamentavel', 'voce tem razao']
];

const exclamations = (text: string): number => (text.match(/!/g) ?? []).length;

/** What makes a reply cheerful or canned; nothing when it is neither. */
export function cheerMarks(text: string): CheerMark[] {
	const folded = foldedText(text);
	const marks: CheerMark[] = [];
	const emoji = CHEERFUL.exec(text)?.[0].trim();
	if (emoji !== undefined) marks.push({ kind: 'emoji', text: emoji });
	const first = foldedWords(text).slice(0, 3).join(' ');
	const greeting = sayingIn(` ${first} `, GREETINGS);
	if (greeting !== null && exclamations(text) >= FEWEST_EXCLAMATIONS)
		marks.push({ kind: 'greeting', text: greeting });
	const promotion = sayingIn(folded, PROMOTIONS);
	if (promotion !== null) marks.push({ kind: 'promotion', text: promotion });
	const canned = sayingIn(folded, CANNED);
	if (canned !== null) marks.push({ kind: 'canned', text: canned });
	return marks;
}

export const saysSorry = (text: string): boolean =>
	sayingIn(foldedText(text.slice(0, SORRY_WITHIN)), SORRY) !== null;

/** Replies of the agent in the order of the contact. */
export function toneMismatches(said: readonly Said[]): ToneMismatch[] {
	const found: ToneMismatch[] = [];
	const scores: number[] = [];
	for (const { id, author, text, score } of said) {
		if (author === 'customer' && score !== null) scores.push(score);
		if (author !== 'agent' || text === null) continue;
		const last = scores.slice(-LAST_TEXTS);
		if (last.length === 0) continue;
		const customerScore = last.reduce((sum, one) => sum + one, 0) / last.length;
		if (customerScore > ANGRY_TO || saysSorry(text)) continue;
		const marks = cheerMarks(text);
		if (marks.length > 0) found.push({ reply: id, customerScore, marks });
	}
	return found;
}
