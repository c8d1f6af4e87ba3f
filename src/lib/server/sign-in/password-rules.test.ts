import { describe, expect, test } from 'vitest';
import { passwordFault } from './password-rules.ts';

const owner = { email: 'lucia.andrade@brisalia.example', name: 'Lucía Andrade' };

describe('a new password', () => {
	test.each([
		['caballo grapa batería', null],
		['una-frase-que-nadie-dice', null],
		['ñandú ñandú', 'short'],
		['ñandú ñandúes', null],
		['🙂'.repeat(11), 'short'],
		['x7'.repeat(64) + 'y', 'long'],
		['xk7w'.repeat(31) + 'abc!', null],
		['password1234', 'common'],
		['PASSWORD!2024', 'common'],
		['drowssap1234', 'common'],
		['1234drowssap', 'common'],
		['passwordpassword', 'common'],
		['aaaaaaaaaaaa', 'common'],
		['abc1abc1abc1', 'common'],
		['123456789012', 'common'],
		['dragon00000000', 'common'],
		['lucia.andrade@brisalia.example', 'personal'],
		['Lucia.Andrade2026', 'personal'],
		['lucía andrade', 'personal'],
		['edardnaaicul', 'personal'],
		['AndradeAndrade', 'personal'],
		['atalaya12345', 'personal'],
		['Atalaya-Atalaya', 'personal'],
		['lucia.andrade tiene un perro', null],
		['                ', 'common'],
		['abcd839201748392', null],
		['Pass-Word-Pass-Word-99', 'common']
	])('%s: %s', (password, fault) => {
		expect(passwordFault(password, owner)).toBe(fault);
	});

	test('is judged for who it belongs to', () => {
		const another = { email: 'rui@example.pt', name: 'Rui Figueiredo' };
		expect(passwordFault('luciaandrade', another)).toBeNull();
		expect(passwordFault('RuiFigueiredo', another)).toBe('personal');
		expect(passwordFault('una frase cualquiera', { email: '', name: '' })).toBeNull();
	});
});
