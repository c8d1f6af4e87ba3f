import { describe, expect, test } from 'vitest';
import { textLanguage } from './text-language.ts';

describe('the language of a text', () => {
	test.each([
		['es', 'Hola, me han cobrado dos veces la factura y nadie me da una solución'],
		['es', 'Buenos días, ya hemos revisado su factura y mañana tendrá la devolución'],
		['en', 'I was charged twice and nobody could help me with the bill'],
		['en', 'Thank you for your patience, our team will refund the order'],
		['pt', 'Olá, fui cobrado duas vezes e ninguém resolve, preciso de ajuda agora'],
		['pt', 'Bom dia, já fizemos o reembolso, obrigado pela paciência'],
		['ca', "Bon dia, vull posar una reclamació perquè m'han cobrat dues vegades"],
		['ca', 'Hola, ja hem revisat la seva factura. Gràcies per la paciència, salutacions'],
		['gl', 'Bos días, quero poñer unha reclamación porque me cobraron dúas veces'],
		['gl', 'Grazas pola súa paciencia, xa temos a factura e aínda hoxe ten a resposta'],
		['eu', 'Egun on, faktura bi aldiz kobratu didate eta laguntza behar dut'],
		['eu', 'Eskerrik asko, gaur bertan dugu erantzuna, barkatu']
	])('%s: %s', (language, text) => {
		expect(textLanguage(text, undefined)).toBe(language);
	});

	test.each(['', 'ok', 'Gracias', '👍', '12345', 'Vodafone', 'iPhone 15 Pro'])(
		'of %j nothing is known',
		(text) => {
			expect(textLanguage(text, undefined)).toBeNull();
		}
	);

	test('what the event says holds where the text does not clearly contradict', () => {
		expect(textLanguage('ok', 'pt-BR')).toBe('pt');
		expect(textLanguage('', 'ca-ES-valencia')).toBe('ca');
		expect(textLanguage('Ich habe zwei Rechnungen bekommen', 'de-DE')).toBe('de');
		expect(textLanguage('Gracias', 'en')).toBe('en');
		expect(textLanguage('I was charged twice and nobody could help me with the bill', 'es')).toBe(
			'en'
		);
	});

	test('what is no tag is not said', () => {
		expect(textLanguage('ok', 'und')).toBeNull();
		expect(textLanguage('ok', '?')).toBeNull();
	});
});
