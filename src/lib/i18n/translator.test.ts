import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#lib/format/locale.ts';
import { catalog } from './catalog.ts';
import type { Message } from './catalog.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { loadCatalog } from './load-catalog.ts';
import { pt } from './pt.ts';
import { translator } from './translator.ts';

const placeholders = (message: Message): string[] => {
	const text = typeof message === 'string' ? message : message.other;
	return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
};

describe('catalogues', () => {
	test.each([
		['es', es],
		['pt', pt]
	] as const)('%s has the keys and the placeholders of en', (_language, messages) => {
		expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort());
		for (const key of Object.keys(en) as (keyof typeof en)[]) {
			expect([key, placeholders(messages[key])]).toEqual([key, placeholders(en[key])]);
		}
	});

	test('a missing key, another placeholder and an unknown key do not compile', () => {
		// @ts-expect-error the other keys are missing
		const missing = catalog({ 'app.name': 'Atalaya' });
		// @ts-expect-error the placeholder is called n
		const renamed = catalog({ ...en, 'edit.full': 'Como máximo {cantidad}' });
		// @ts-expect-error en has no such key
		const unknown = catalog({ ...en, 'no.such.key': 'x' });
		expect([missing, renamed, unknown]).toHaveLength(3);
	});

	test.each(LANGUAGES)('%s is loaded on its own', async (language) => {
		expect(await loadCatalog(language)).toHaveProperty(['app.name'], 'Atalaya');
	});
});

describe('translator', () => {
	const t = translator('es-ES', es);

	test('fills placeholders and writes numbers in the locale', () => {
		expect(t('tile.of', { part: 9104, whole: 11_312 })).toBe('9.104 de 11.312');
	});

	test.each([
		[0, '0 colas'],
		[1, '1 cola'],
		[2, '2 colas']
	])('chooses the plural of %d', (n, text) => {
		expect(t('queues.count', { n })).toBe(text);
	});

	test('a plural form a language has and we do not is the general one', () => {
		expect(translator('pt-BR', pt)('queues.count', { n: 1_000_000 })).toBe('1.000.000 filas');
	});

	test('wrong keys and missing values do not compile', () => {
		// @ts-expect-error no such key
		expect(() => t('no.such.key')).toThrow();
		// @ts-expect-error a value is missing
		expect(t('edit.full')).toContain('{n}');
	});
});
