/** Numbers of identity documents with their check characters: DNI and NIE, RUT, CPF, CURP. */
import { validate as validateCpf } from 'stdnum/lib/cjs/br/cpf.js';
import { validate as validateRut } from 'stdnum/lib/cjs/cl/rut.js';
import { validate as validateDni } from 'stdnum/lib/cjs/es/dni.js';
import { validate as validateNie } from 'stdnum/lib/cjs/es/nie.js';
import { validate as validateCurp } from 'stdnum/lib/cjs/mx/curp.js';
import { apart } from './span.ts';
import type { Span } from './span.ts';

interface Kind {
	/**
	 * Whole words only: part of a longer number or word is something else. What it begins with comes first, which is quick
	 * to tell for nearly every character.
	 */
	readonly pattern: RegExp;
	readonly isValid: (word: string) => boolean;
}

const bare = (word: string): string => word.replaceAll(/[\s.-]/g, '').toUpperCase();
const DNI_CHARACTERS = 9;

const KINDS: readonly Kind[] = [
	{
		// Behind a space only a capital is the letter of the number: "12345678 a" goes on with a word.
		pattern:
			/(?=\d)(?<![\p{L}\d])\d{1,2}(?:\d{6}|[. ]\d{3}[. ]\d{3})(?:[.-]?[A-HJ-NP-TV-Za-hj-np-tv-z]|[ ]?[A-HJ-NP-TV-Z])(?![\p{L}\d])/gu,
		isValid: (word) => validateDni(bare(word).padStart(DNI_CHARACTERS, '0')).isValid
	},
	{
		pattern:
			/(?=[XYZ])(?<![\p{L}\d])[XYZ][ .-]?\d(?:\d{6}|[. ]\d{3}[. ]\d{3})[ .-]?[A-HJ-NP-TV-Z](?![\p{L}\d])/giu,
		isValid: (word) => validateNie(bare(word)).isValid
	},
	{
		pattern: /(?=\d)(?<![\p{L}\d])\d{1,2}(?:\d{6}|\.\d{3}\.\d{3})-[\dk](?![\p{L}\d])/giu,
		isValid: (word) => validateRut(bare(word)).isValid
	},
	{
		pattern: /(?=\d)(?<![\p{L}\d+])\d{3}(?:\d{6}-?|[. ]\d{3}[. ]\d{3}[- ])\d{2}(?![\p{L}\d])/gu,
		isValid: (word) => validateCpf(bare(word)).isValid
	},
	{
		pattern: /(?=[A-Z]{4}\d)(?<![\p{L}\d])[A-Z]{4}\d{6}[A-Z]{6}[A-Z\d]\d(?![\p{L}\d])/giu,
		isValid: (word) => validateCurp(bare(word)).isValid
	}
];

/** All of them have one of these, and few texts do. */
const MAY_HOLD = /\d{7}|\d[. ]\d{3}[. ]\d{3}|[A-Z]{4}\d{6}/i;

export function findDocumentIds(text: string): Span[] {
	if (!MAY_HOLD.test(text)) return [];
	return apart(
		KINDS.flatMap(({ pattern, isValid }) =>
			[...text.matchAll(pattern)]
				.filter(([word]) => isValid(word))
				.map(({ 0: word, index: start }) => ({ start, end: start + word.length, mark: '[id]' }))
		)
	);
}
