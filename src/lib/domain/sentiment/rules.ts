/** Words that change what other words weigh, by language. */
import { foldWord } from './fold.ts';
import type { Language } from './sentiment.ts';

export interface Rules {
	/** Turn what follows in the same clause. */
	readonly negators: ReadonlySet<string>;
	/** Raise or lower the word they stand beside, in hundredths. */
	readonly degrees: ReadonlyMap<string, number>;
	/** What comes after them counts more than what came before. */
	readonly contrasts: ReadonlySet<string>;
	/** A negator that comes after its word: "gostei não". */
	readonly trailing: ReadonlySet<string>;
	/** Before them a negator does not turn: "no solo rápido, también amable". */
	readonly notNegated: ReadonlySet<string>;
}

const set = (list: string): ReadonlySet<string> => new Set(list.split(' ').map(foldWord));
const degrees = (raised: string, strongly: string, lowered: string): ReadonlyMap<string, number> =>
	new Map([
		...[...set(raised)].map((word) => [word, 130] as const),
		...[...set(strongly)].map((word) => [word, 150] as const),
		...[...set(lowered)].map((word) => [word, 60] as const)
	]);

export const RULES: Record<Language, Rules> = {
	es: {
		negators: set('no nunca jamas ni sin tampoco nadie ningun ninguna ninguno nada apenas'),
		degrees: degrees(
			'muy mucho mucha muchos muchas bien tan tanto tanta tantos tantas mas bastante realmente verdaderamente',
			'super mega hiper ultra re demasiado extremadamente totalmente absolutamente completamente increiblemente muchisimo muchisima putamente',
			'poco poca algo medio casi ligeramente relativamente un-poco levemente'
		),
		contrasts: set('pero sino sinembargo embargo obstante'),
		trailing: set(''),
		notNegated: set('solo solamente')
	},
	pt: {
		negators: set('nao n ñ nunca jamais nem sem tampouco ninguem nenhum nenhuma nada'),
		degrees: degrees(
			'muito muita muitos muitas mto mt mta bem tao tanto tanta mais bastante realmente bué',
			'super mega hiper ultra demais extremamente totalmente absolutamente completamente muitissimo pra-caralho',
			'pouco pouca meio algo quase ligeiramente relativamente levemente pouquinho'
		),
		contrasts: set('mas porem contudo entretanto todavia'),
		trailing: set('nao'),
		notNegated: set('so somente apenas')
	},
	en: {
		negators: set(
			"not no never none nobody nothing neither nor without cannot can't cant don't dont doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't werent won't wont wouldn't wouldnt couldn't couldnt shouldn't shouldnt haven't havent hasn't hasnt hadn't hadnt ain't aint hardly barely"
		),
		degrees: degrees(
			'very really so quite pretty such too much more',
			'extremely absolutely completely totally incredibly super insanely utterly fucking freaking seriously most truly highly',
			'slightly somewhat kinda kind-of sorta little bit fairly almost'
		),
		contrasts: set('but however although though'),
		trailing: set(''),
		notNegated: set('only just')
	}
};
