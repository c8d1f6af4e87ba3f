/**
 * The language of a text, by small words that only one of the languages has. Other than the scorer of sentiment it knows the
 * co-official languages of Spain, and would rather say nothing than guess: a contact has several texts.
 */

const SMALL_WORDS = {
	es: `el los del y en un una unos lo es son muy pero con por porque mi mis tu su sus yo ella ellos nosotros ustedes usted hola gracias estoy está están estaba eres soy hay hace hacer tengo tiene tienes puedo puede quiero quiere hoy ayer mañana bueno buenos días buenas tardes cuando dónde nada siempre nunca también ahora así esto eso hasta desde todo todos más ya aquí les nos fue ha he han hemos ningún alguien cuál pueden necesito quisiera llamo saludo cordial saludos disculpe lamento hemos revisado factura cobrado cobro devolución pedido ayuda nuestra nuestro nadie alguien dinero llegado llega respuesta solución tampoco ni bien gente`,
	en: `the and is are was were of to it its that this for you your on with have has had be been not but they we my at from so just what when will would can could do does did if or an as by out about all get know new now there their them then than how who why more some please thank thanks need want which after before very really only also still again hello sorry yes bill charged order refund help our team regards`,
	pt: `os da dos das em um uma uns pra pro para nós você vocês vc eu ele ela eles elas meu minha seu sua isso essa esse aqui tá estou está estão tem tenho temos muito muita mais já até também quando onde quem hoje ontem amanhã agora ser foi são sou bom boa melhor sempre nunca ainda pelo pela fazer obrigado obrigada olá bom dia boa tarde mesmo depois sem tudo todos nenhum fatura cobrança ninguém alguém qual pode preciso gostaria queria não cliente problema cumprimentos atenciosamente desculpe lamentamos nossa nosso ajudar reembolso fui duas vezes dinheiro chegou resposta solução nem bem gente`,
	ca: `els les amb per què perquè però molt molta molts aquest aquesta aquests això és són sóc estic està estan hi ha han hem vull voldria puc pot podeu teniu tinc té bon dia bona tarda gràcies hola adéu avui ahir demà ara també encara sempre mai res tot tots nosaltres vostè vostès vosaltres seva seu nostre nostra meva meu quan on qui cap algú fins des factura cobrat dues vegades reclamació ajuda si us plau salutacions sento disculpi al del pel dels i un una no em va vaig heu`,
	gl: `os as do da dos das na no nas nos unha unhas un uns moi pero con por porque máis meu miña teu seu súa eu ela eles vostede vostedes ola grazas bos días boas tardes estou está están é son teño ten tes podo pode quero queren hoxe onte mañá agora tamén aínda sempre nunca nada todo todos aquí quen cando onde ata desde cal ningún alguén preciso quixera factura cobraron dúas veces reclamación axuda saúdos síntoo desculpe noso nosa foi fixen fixo hai xa non`,
	eu: `eta da dut dute dira naiz zara gara ez bai baina ere oso nire zure gure hau hori hura kaixo egun on arratsalde eskerrik asko mesedez agur gaur atzo bihar orain beti inoiz ezer dena zer nor non noiz nola zergatik bezero faktura kobratu didate dizut diot nahi behar dugu duzu duzue dago daude bi aldiz kexa laguntza barkatu lagundu`
} as const;
export type TextLanguage = keyof typeof SMALL_WORDS;

const LISTS = (Object.keys(SMALL_WORDS) as TextLanguage[]).map(
	(language) => [language, new Set(SMALL_WORDS[language].split(/\s+/))] as const
);

/** Words of one language only: each is a vote for it. */
const OWN: ReadonlyMap<string, TextLanguage> = new Map(
	LISTS.flatMap(([language, list]) =>
		[...list]
			.filter((word) => LISTS.every(([other, words]) => other === language || !words.has(word)))
			.map((word) => [word, language] as const)
	)
);

/** Letters and marks of one of the languages, and how many votes they are. */
const SIGNS: readonly (readonly [RegExp, TextLanguage, number])[] = [
	[/[¿¡]/, 'es', 2],
	[/[ãõ]/i, 'pt', 2],
	[/[êô]/i, 'pt', 1],
	[/l·l/i, 'ca', 2],
	[/\p{L}tx|tz\p{L}/iu, 'eu', 1]
];

/** Characters that are read: nobody changes the language later on. */
const MOST_CHARACTERS = 600;
/** By so many more votes than the next one a text is clearly in a language, and more so against what was said of it. */
const CLEAR_LEAD = 2;
const LEAD_AGAINST = 4;

/** `pt-BR` is pt, `ca-ES-valencia` ca; null for what is no tag. */
function baseOf(tag: string | undefined): string | null {
	const base = tag?.split(/[-_]/)[0]?.toLowerCase() ?? '';
	return /^[a-z]{2,3}$/.test(base) && base !== 'und' ? base : null;
}

function leader(text: string): { readonly language: TextLanguage; readonly lead: number } | null {
	const votes = new Map<TextLanguage, number>();
	const vote = (language: TextLanguage, count: number): void => {
		votes.set(language, (votes.get(language) ?? 0) + count);
	};
	const read = text.slice(0, MOST_CHARACTERS).toLowerCase();
	for (const word of read.match(/\p{L}+/gu) ?? []) {
		const language = OWN.get(word);
		if (language !== undefined) vote(language, 1);
	}
	for (const [sign, language, count] of SIGNS) if (sign.test(read)) vote(language, count);
	const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
	return first === undefined ? null : { language: first[0], lead: first[1] - (second?.[1] ?? 0) };
}

/**
 * Of ISO 639; null when it is not known. What the event says (`said`, BCP 47) holds unless the text is clearly in another
 * language.
 */
export function textLanguage(text: string, said: string | undefined): string | null {
	const given = baseOf(said);
	const found = leader(text);
	if (found !== null && found.lead >= (given === null ? CLEAR_LEAD : LEAD_AGAINST))
		return found.language;
	return given;
}
