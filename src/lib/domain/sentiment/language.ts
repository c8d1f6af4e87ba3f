/** Which of the languages we score a text is written in. */
import { detectAll } from 'tinyld/light';
import { foldWord } from './fold.ts';
import { LANGUAGES } from './sentiment.ts';
import type { Language } from './sentiment.ts';
import type { Token } from './tokens.ts';

/** Small words that only one of the three has: with a few of them nothing is left to find out. */
const OWN_WORDS: Record<Language, string> = {
	es: `el los las del al y en un una unos unas lo es son muy pero con por porque mi mis tu su sus yo ella ellos nosotros ustedes vosotros usted hola gracias estoy esta estan estaba eres soy hay hace hacer tengo tiene tienes puedo puede quiero quiere hoy ayer mañana bueno buena bien cuando donde nada siempre nunca tambien ahora asi esto ese esa eso hasta desde todo todos toda todas mas menos ya aqui alli le les nos fue era han he ha sido sin otra otro mejor cosa vida dia dias gente mucho mucha jaja voy creo ningun ninguna ninguno factura atencion tienda precio cuenta llego vino dinero nadie alguien cual pueden necesito quisiera llamo llaman cobrado cobraron cliente servicio problema numero telefono linea funciona pedido dias semana semanas mes meses despues antes dos tres cinco les has hemos estamos estan fueron ustedes vuestra vuestro mismo misma muchas buen buenas genial mejor peor feliz triste siempre solo tanto quien cuanto nuevo nueva ahi tan otros nuestra nuestro algo`,
	pt: `o os as do da dos das no na nos nas um uma uns umas e eh em com por pra pro para que nao voce voces vc vcs eu ele ela eles elas meu minha seu sua isso essa esse aqui ta to estou esta estao tem tenho temos muito muita mto mais mas so ja ate tambem tbm quando onde quem hoje ontem amanha agora gente ai la ser foi era sao sou bom boa melhor sempre nunca ainda dele dela pelo pela fazer faz vai vou obrigado obrigada cara mesmo depois sem tudo todos nenhum nenhuma fatura atendimento loja preco conta boleto chegou veio vieram dinheiro ninguem alguem qual quais pode podem preciso gostaria queria ligo ligam cobraram cobrou cliente servico problema numero telefone linha funciona pedido dias semana semanas mes meses antes dois duas tres cinco fiquei ficou estamos estava foram nossa nosso mesma muitas bons boas pessimo otimo pior feliz triste tanto quem novo nova ai tao outros outra algo recomendo adorei amei gostei obg quero`,
	en: `the and is are was were of to in it its that this for you your on with have has had be been not but they he she we my me at from so just what when will would can could do does did if or an as by out up about all get got like know new now there their them then than how who why more some i im dont cant order number please thank thanks need want phone service account problem where which after before two three five week weeks day days month money any nobody nothing everything something someone very really too only also still again never always great good bad best worst love hate today tomorrow`
};
const FOLDED_WORDS = LANGUAGES.map(
	(language) => [language, new Set(OWN_WORDS[language].split(/\s+/).map(foldWord))] as const
);

/** Words of one language only. */
const OWN: ReadonlyMap<string, Language> = new Map(
	FOLDED_WORDS.flatMap(([language, words]) =>
		[...words]
			.filter((word) =>
				FOLDED_WORDS.every(([other, list]) => other === language || !list.has(word))
			)
			.map((word) => [word, language] as const)
	)
);

const MOST_WORDS = 60;
/** Characters that are looked at where small words do not decide: more would only take time. */
const MOST_CHARACTERS = 160;
/** By so many more than the next one the small words decide. */
const CLEAR_LEAD = 2;
const FEW_WORDS = 3;
const LIKELIER = 1.5;
const FAR_LIKELIER = 2;

type Votes = Record<Language, number>;

function countVotes(tokens: readonly Token[], text: string): Votes {
	const votes: Votes = { es: 0, pt: 0, en: 0 };
	for (const { kind, form } of tokens.slice(0, MOST_WORDS)) {
		const language = kind === 'word' ? OWN.get(form) : undefined;
		if (language !== undefined) votes[language] += 1;
	}
	const sample = text.slice(0, MOST_CHARACTERS);
	if (/[ñ¿¡]/i.test(sample)) votes.es += 2;
	if (/[ãõçêô]/i.test(sample)) votes.pt += 2;
	return votes;
}

function leaderOf(votes: Votes): { language: Language; lead: number } {
	const [first, second] = [...LANGUAGES].sort((a, b) => votes[b] - votes[a]);
	return { language: first ?? 'es', lead: votes[first ?? 'es'] - votes[second ?? 'es'] };
}

/** `pt-BR` is pt; null for a language that is not scored. */
export function languageOf(tag: string | undefined): Language | null {
	const base = tag?.split('-')[0]?.toLowerCase();
	return LANGUAGES.find((language) => language === base) ?? null;
}

interface Guess {
	/** Of ours the likeliest; null when none is likely at all. */
	readonly language: Language | null;
	/** Another language is by far the likeliest. */
	readonly isForeign: boolean;
	readonly likelihood: (language: Language) => number;
}

function guess(text: string): Guess {
	const ranked = detectAll(text.slice(0, MOST_CHARACTERS));
	const likelihood = (language: string): number =>
		ranked.find(({ lang }) => lang === language)?.accuracy ?? 0;
	const language = LANGUAGES.find(
		(one) => likelihood(one) > 0 && LANGUAGES.every((other) => likelihood(other) <= likelihood(one))
	);
	const [first] = ranked;
	const ours = language === undefined ? 0 : likelihood(language);
	const isForeign = first !== undefined && first.accuracy > FAR_LIKELIER * ours;
	return { language: language ?? null, isForeign, likelihood };
}

function byLikelihood(text: string, words: number, voted: Language | null): Language | null {
	// In a few words letters say little.
	if (words <= FEW_WORDS && voted !== null) return voted;
	const { language, isForeign, likelihood } = guess(text);
	if (isForeign && words > FEW_WORDS) return null;
	if (voted === null || language === null) return language ?? voted;
	return likelihood(language) > LIKELIER * likelihood(voted) ? language : voted;
}

export interface Identified {
	/** Null when it is none of ours. */
	readonly language: Language | null;
	/** Only a few words, and none that one language has for itself: good enough to look them up, and to say no more. */
	readonly isGuess: boolean;
}

/**
 * The language of a text. `said` is what the event says: it holds unless the text itself is clearly in another one.
 */
export function identify(
	tokens: readonly Token[],
	text: string,
	said: string | undefined
): Identified {
	const { language, lead } = leaderOf(countVotes(tokens, text));
	const hint = languageOf(said);
	if (lead >= (hint === null ? CLEAR_LEAD : CLEAR_LEAD + 1)) return { language, isGuess: false };
	if (said !== undefined) return { language: hint, isGuess: false };
	const words = tokens.filter(({ kind }) => kind === 'word').length;
	const likeliest = byLikelihood(text, words, lead > 0 ? language : null);
	return { language: likeliest, isGuess: lead === 0 && words <= FEW_WORDS };
}
