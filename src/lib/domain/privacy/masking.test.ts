import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MASKING_KINDS } from '../settings/settings.ts';
import type { MaskingKind } from '../settings/settings.ts';
import { ALL_KINDS, NO_KINDS, maskText, maskUnknown, maskWholeCard } from './masking.ts';

const only = (kind: MaskingKind) => ({ ...NO_KINDS, [kind]: true });
const mask = (text: string) => maskText(text, ALL_KINDS);

describe('card numbers', () => {
	test.each([
		['mi tarjeta es 4111 1111 1111 1111, gracias', 'mi tarjeta es [card *1111], gracias'],
		['4111111111111111', '[card *1111]'],
		['5500-0000-0000-0004', '[card *0004]'],
		['3782 822463 10005', '[card *0005]'],
		['Diners 3056 930902 5904', 'Diners [card *5904]'],
		['Visa antigua 4222222222222', 'Visa antigua [card *2222]'],
		['6011.1111.1111.1117', '[card *1117]'],
		['2223 0031 2200 3222', '[card *3222]'],
		['com o cartão 6062 8288 8866 6688?', 'com o cartão [card *6688]?'],
		['visa4111111111111111', 'visa[card *1111]'],
		['4111 - 1111 - 1111 - 1111', '[card *1111]'],
		['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '[card *1111]'],
		['4111\n1111\n1111\n1111', '[card *1111]'],
		['4111, 1111, 1111, 1111', '[card *1111]'],
		['pedido 12345 4111 1111 1111 1111 12/27', 'pedido 12345 [card *1111] 12/27'],
		['4111 1111 1111 1111 5500 0000 0000 0004', '[card *1111] [card *0004]']
	])('%j becomes %j', (text, expected) => {
		expect(maskText(text, only('card'))).toBe(expected);
	});

	test.each([
		['no-break spaces', '4111\u00a01111\u00a01111\u00a01111'],
		['narrow spaces', '4111\u202f1111\u20091111\u30001111'],
		['zero-width characters', '4\u200b1\u200c1\u200d1\ufeff1111\u20601111\u00ad1111'],
		['other dashes', '4111–1111—1111−1111'],
		['middle dots', '4111·1111•1111・1111'],
		['full-width digits', '４１１１１１１１１１１１１１１１'],
		['Arabic digits', '٤١١١ ١١١١ ١١١١ ١١١١'],
		['Devanagari and mathematical digits', '४१११ 𝟏𝟏𝟏𝟏 𝟙𝟙𝟙𝟙 𝟣𝟣𝟣𝟣'],
		['keycaps', '4️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣'],
		['control characters', '4111\u00001111\u00071111\u009f1111']
	])('%s hide nothing', (_what, text) => {
		expect(maskText(`a ${text} b`, only('card'))).toMatch(/^a \[card \*1111\][\ufe0f\u20e3]* b$/u);
	});

	test.each([
		'4111 1111 1111 1112',
		// Passes the check, but commas do not stand like this in a card.
		'41, 11, 1111, 1111, 1111',
		'pedido 1234567890123456',
		'código de barras 8412345678905',
		'envío 00340434161094042557',
		'UPS 1Z999AA10123456784',
		'IMEI 490154203237518',
		'1790000000123',
		'0000 0000 0000 0000',
		'41111111111111111111111111'
	])('%j is none', (text) => {
		expect(maskText(text, only('card'))).toBe(text);
	});

	test.each([
		['caduca 12/27, cvv 123', 'caduca 12/27, cvv ***'],
		['El código de seguridad es 1234.', 'El código de seguridad es ****.'],
		['código de segurança: 987', 'código de segurança: ***'],
		['my CVC2 is 123', 'my CVC2 is ***'],
		['the security code on the back, 456', 'the security code on the back, ***']
	])('the code on the back goes without a trace: %j', (text, expected) => {
		expect(maskText(text, only('card'))).toBe(expected);
	});

	test.each(['el cvv no lo sé, pedido 20260', 'código postal 280', 'son 123 euros'])(
		'%j names no such code',
		(text) => {
			expect(maskText(text, only('card'))).toBe(text);
		}
	);
});

describe('bank accounts', () => {
	test.each([
		['ES91 2100 0418 4502 0005 1332', '[iban]'],
		['mi cuenta es es9121000418450200051332.', 'mi cuenta es [iban].'],
		['GB29 NWBK 6016 1331 9268 19', '[iban]'],
		['PT50-0002-0123-1234-5678-9015-4', '[iban]'],
		['BR18 0036 0305 0000 1000 9795 493C 1', '[iban]'],
		['IBAN:DE89370400440532013000,', 'IBAN:[iban],'],
		['MT84 MALT 0110 0001 2345 MTLC AST0 01S', '[iban]'],
		['ES９１ ２１００\u00a00418 4502\u200b 0005 1332', '[iban]']
	])('%j becomes %j', (text, expected) => {
		expect(maskText(text, only('iban'))).toBe(expected);
	});

	test.each([
		'ES91 2100 0418 4502 0005 1333',
		'de 12 a 14 personas, al 15 de noviembre de 2026 como muy tarde',
		'ZZ91 2100 0418 4502 0005 1332',
		'es 21 de enero'
	])('%j is none', (text) => {
		expect(maskText(text, only('iban'))).toBe(text);
	});
});

describe('addresses', () => {
	test.each([
		['escribe a ana.garcia+caja@example.com.', 'escribe a [mail].'],
		['(ana@correo.example.co.uk)', '([mail])'],
		['<a@b.co>', '<[mail]>'],
		['ñandú@correo.es', '[mail]'],
		['email=ana@example.com;x', 'email=[mail];x'],
		['ANA＠EXAMPLE．COM', '[mail]'],
		['ana@xn--maana-pta.com y bea@mañana.com', '[mail] y [mail]']
	])('%j becomes %j', (text, expected) => {
		expect(maskText(text, only('email'))).toBe(expected);
	});

	test.each(['hola @soporte', '2 @ 5,99', 'ana@localhost', 'a@.b', '@@@', 'x @ y.com'])(
		'%j is none',
		(text) => {
			expect(maskText(text, only('email'))).toBe(text);
		}
	);
});

describe('phone numbers', () => {
	test.each([
		['llámame al 612 345 678', 'llámame al [phone]'],
		['612-34-56-78 o 91 123 45 67', '[phone] o [phone]'],
		['mi número es el 612345678.', 'mi número es el [phone].'],
		['Pedido listo, llámame al 612345678', 'Pedido listo, llámame al [phone]'],
		['+34 612 345 678', '[phone]'],
		['0034 612 345 678', '[phone]'],
		['+49 (0) 30 901820', '[phone]'],
		['pedido +34612345678', 'pedido [phone]'],
		['(55) 1234-5678', '[phone]'],
		['meu telefone é (11) 98765-4321', 'meu telefone é [phone]'],
		['9 1234 5678', '[phone]'],
		['300 123 4567', '[phone]'],
		['987 654 321', '[phone]'],
		['11 2345-6789', '[phone]'],
		['912 345 678 em Lisboa', '[phone] em Lisboa'],
		['call (212) 555-0123 or 1-800-555-0199', 'call [phone] or [phone]'],
		['612345678/699111222', '[phone]/[phone]'],
		['６１２ ３４５\u00a0６７８', '[phone]']
	])('%j becomes %j', (text, expected) => {
		expect(maskText(text, only('phone'))).toBe(expected);
	});

	test.each([
		'pedido 612345678',
		'el pedido nº 4500123456',
		'order number 2125550123',
		'a fatura n. 912345678',
		'ref. 612345678',
		'tracking 987654321',
		'nº de expediente: 612345678',
		'protocolo 11987654321',
		'REF612345678',
		'#612345678',
		'https://shop.example/612345678',
		'112-1234567-1234567',
		'978-3-16-148410-0',
		'el 20/11/2026 a las 09:30',
		'2026-11-20 09:30:00',
		'20261120 093000',
		'del 01.12.2026 al 31.12.2026',
		'1.234.567,89 €',
		'600 000 000 de euros',
		'USD 612345678',
		'R$ 912.345.678',
		'12:30, 45 min, 28013 Madrid',
		'1790000000',
		'1234'
	])('%j is none', (text) => {
		expect(maskText(text, only('phone'))).toBe(text);
	});
});

describe('document ids', () => {
	test.each([
		['DNI 12345678Z', 'DNI [id]'],
		['12.345.678-Z', '[id]'],
		['12345678 Z', '[id]'],
		['nie x-1234567-l', 'nie [id]'],
		['Y1234567X', '[id]'],
		['RUT 12.345.678-5', 'RUT [id]'],
		['7654321-6', '[id]'],
		['CPF 529.982.247-25', 'CPF [id]'],
		['52998224725', '[id]'],
		['CURP BOXW310820HNERXN09.', 'CURP [id].']
	])('%j becomes %j', (text, expected) => {
		expect(maskText(text, only('documentId'))).toBe(expected);
	});

	test.each([
		'12345678A',
		'12345678 a veces',
		'12.345.678-9',
		'529.982.247-26',
		'52998224726',
		'BOXW310820HNERXN08',
		'RR123456785ES',
		'A12345678Z9',
		'factura 2026-00001'
	])('%j is none', (text) => {
		expect(maskText(text, only('documentId'))).toBe(text);
	});
});

describe('masking', () => {
	test('each kind can be switched off alone', () => {
		const texts: Record<MaskingKind, string> = {
			card: '4111 1111 1111 1111',
			iban: 'ES91 2100 0418 4502 0005 1332',
			email: 'ana@example.com',
			phone: '+34 612 345 678',
			documentId: '12345678Z'
		};
		for (const kind of MASKING_KINDS) {
			expect(mask(texts[kind])).not.toBe(texts[kind]);
			expect(maskText(texts[kind], { ...ALL_KINDS, [kind]: false })).toBe(texts[kind]);
		}
	});

	test('a text without anything is the very same text', () => {
		const text = 'Buenos días 😀, llamo por la factura de noviembre de 2026: son 59,90 €.';
		expect(mask(text)).toBe(text);
	});

	test('characters outside the basic plane stay whole beside a mark', () => {
		expect(mask('😀4111 1111 1111 1111😀 ana@example.com🇪🇸')).toBe('😀[card *1111]😀 [mail]🇪🇸');
	});

	describe('of a text of which nobody has said what it is', () => {
		const unknown = (text: string) => maskUnknown(text, ALL_KINDS);

		test.each([
			'call-612345678',
			'612345678',
			'4111111111111112',
			'call-4111111111111111-1',
			'52998224725',
			'7654321-6',
			'12345678A',
			'00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
			'b1946ac9-2492-4d23-8f7e-1a2b3c4d5e6f',
			'1790000000.4711',
			'urn:uuid:b1946ac9-2492-4d23-8f7e-1a2b3c4d5e6f',
			'2026-11-20T09:30:00.000+01:00'
		])('leaves %j, which may be an id', (text) => {
			expect(unknown(text)).toBe(text);
		});

		test.each([
			['4111111111111111', '[card *1111]'],
			['4111-1111-1111-1111', '[card *1111]'],
			['4111_1111_1111_1111', '[card *1111]'],
			['ES9121000418450200051332', '[iban]'],
			['12345678Z', '[id]'],
			['X-1234567-L', '[id]'],
			['BOXW310820HNERXN09', '[id]'],
			['+34600111222', '[phone]'],
			['ana@example.com', '[mail]']
		])('masks %j, which is nothing else', (text, expected) => {
			expect(unknown(text)).toBe(expected);
		});

		test.each([
			['tel 612345678', 'tel [phone]'],
			['4111\u00a01111\u00a01111\u00a01111', '[card *1111]'],
			[
				'{"pan":"4111111111111111","mail":"ana@example.com"}',
				'{"pan":"[card *1111]","mail":"[mail]"}'
			],
			[
				'https://pay.example/?pan=4111111111111111&dni=12345678Z',
				'https://pay.example/?pan=[card *1111]&dni=[id]'
			],
			['cuenta=ES9121000418450200051332', 'cuenta=[iban]'],
			['tarjeta:4111-1111-1111-1111;cvv:123', 'tarjeta:[card *1111];cvv:***'],
			['pan:4111111111111111', 'pan:[card *1111]'],
			['tel:+34600111222', 'tel:[phone]'],
			[`${'x'.repeat(200)}4111111111111111`, `${'x'.repeat(200)}[card *1111]`]
		])('reads %j as prose, with or without white space', (text, expected) => {
			expect(unknown(text)).toBe(expected);
		});

		test('switches each kind off alone', () => {
			const none = { ...ALL_KINDS, card: false, documentId: false };
			for (const text of ['4111111111111111', '12345678Z', 'pan:4111111111111111']) {
				expect(maskUnknown(text, none)).toBe(text);
			}
		});
	});

	test('of an id that is needed takes only a card that is the whole of it', () => {
		const needed = (text: string) => maskWholeCard(text, ALL_KINDS);
		expect(needed('4111111111111111')).toBe('[card *1111]');
		expect(needed('4111 1111 1111 1111')).toBe('[card *1111]');
		for (const id of ['ana@example.com', '+34600111222', '12345678Z', 'c-4111111111111111']) {
			expect(needed(id)).toBe(id);
		}
		expect(maskWholeCard('4111111111111111', { ...ALL_KINDS, card: false })).toBe(
			'4111111111111111'
		);
	});
});

/** Digits, pieces of real numbers, separators and words, in any order. */
const pieces = fc.constantFrom(
	...['4111', '1111', '4111111111111111', '5500', '0000', '0004', '378282246310005', '34', '00'],
	...[
		'612',
		'345',
		'678',
		'612345678',
		'699111222',
		'11',
		'98765',
		'4321',
		'55',
		'1',
		'20',
		'2026'
	],
	...['ES91', 'es', '2100', '0418', '4502', '0005', '1332', 'ES9121000418450200051332', 'PT50'],
	...['12345678Z', '12345678', 'Z', 'X1234567L', '12.345.678-5', '529.982.247-25', '52998224725'],
	...[
		'@',
		'ana',
		'.com',
		'ana@example.com',
		'a.',
		'cvv',
		' cvv 123 ',
		'pedido ',
		'ref',
		'€',
		'eur'
	],
	...[' ', '  ', '-', '.', '/', ',', '+', '(', ')', '_', ':', '#', '\n', '\u00a0', '\u200b', '—'],
	...['[', ']', '[phone]', '[card *1111]', '***', '😀', '４', '٤', 'ñ', '\ud83d']
);
const messy = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(''));

describe('for any text, masking', () => {
	test('twice changes nothing more', () => {
		fc.assert(
			fc.property(fc.oneof(messy, fc.string({ unit: 'grapheme' })), (text) => {
				const once = mask(text);
				expect(mask(once)).toBe(once);
			}),
			{ numRuns: 20_000 }
		);
	}, 60_000);

	test('twice changes nothing more, also where nobody has said what the text is', () => {
		fc.assert(
			fc.property(messy, (text) => {
				const once = maskUnknown(text, ALL_KINDS);
				expect(maskUnknown(once, ALL_KINDS)).toBe(once);
				expect(once.length).toBeLessThanOrEqual(text.length);
			}),
			{ numRuns: 5000 }
		);
	}, 60_000);

	test('never makes it longer, and never cuts a character in half', () => {
		fc.assert(
			fc.property(messy, (text) => {
				const once = mask(text);
				expect(once.length).toBeLessThanOrEqual(text.length);
				if (text.isWellFormed()) expect(once.isWellFormed()).toBe(true);
			}),
			{ numRuns: 5000 }
		);
	}, 60_000);

	test('leaves no card behind, whatever stands around it', () => {
		fc.assert(
			fc.property(messy, messy, (before, after) => {
				const text = `${before} ; 4111 1111 1111 1111 ; ${after}`;
				expect(mask(text)).toContain(' ; [card *1111] ; ');
			}),
			{ numRuns: 5000 }
		);
	}, 60_000);
});
