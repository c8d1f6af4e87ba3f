import { describe, expect, it } from 'vitest';
import type { Said } from './said.ts';
import { cheerMarks, saysSorry, toneMismatches } from './tone-mismatch.ts';

const customer = (id: string, score: number | null): Said => ({
	...{ id, author: 'customer', text: 'texto', score }
});
const agent = (id: string, text: string | null): Said => ({
	...{ id, author: 'agent', text, score: null }
});

describe('marks of cheer', () => {
	it.each([
		['Claro que sí 😊', ['emoji']],
		['Claro que sí :)', ['emoji']],
		['¡Hola! ¡Qué gusto saludarte!', ['greeting']],
		['Hi there! Lovely to hear from you!', ['greeting']],
		['Oi! Tudo bem!', ['greeting']],
		['Aprovecha nuestra promoción de verano', ['promotion']],
		['Aproveite o desconto de verão', ['promotion']],
		['Thank you for contacting us.', ['canned']],
		['Hola, ya reviso su caso.', []],
		['Hola! Ya reviso su caso.', []],
		['Qué pena 😢', []]
	])('are found in «%s»', (text, kinds) => {
		expect(cheerMarks(text).map(({ kind }) => kind)).toEqual(kinds);
	});

	it('are not parts of other words', () => {
		expect(cheerMarks('Su chiste! Otra vez!')).toEqual([]);
		expect(cheerMarks('a: (1) y b: (2)')).toEqual([]);
	});
});

describe('being sorry', () => {
	it.each(['Lamento mucho lo ocurrido', 'We are so sorry', 'Sinto muito pelo atraso'])(
		'is heard in «%s»',
		(text) => {
			expect(saysSorry(text)).toBe(true);
		}
	);

	it('counts only at the beginning', () => {
		expect(saysSorry(`${'bla '.repeat(60)} lo siento`)).toBe(false);
	});
});

describe('a tone mismatch', () => {
	it('is a cheerful reply to two negative texts', () => {
		const said = [customer('c1', -0.3), customer('c2', -0.5), agent('a1', '¡Hola! ¡Qué tal! 😊')];
		expect(toneMismatches(said)).toEqual([
			{
				reply: 'a1',
				customerScore: -0.4,
				marks: [
					{ kind: 'emoji', text: '😊' },
					{ kind: 'greeting', text: 'hola' }
				]
			}
		]);
	});

	it('looks at the last two texts only, and at one when there is no other', () => {
		const cheer = agent('a1', 'Genial 🎉');
		expect(
			toneMismatches([customer('c0', -1), customer('c1', 0), customer('c2', 0), cheer])
		).toEqual([]);
		expect(toneMismatches([customer('c1', -0.6), cheer])).toHaveLength(1);
		expect(toneMismatches([customer('c1', -0.39), cheer])).toEqual([]);
	});

	it('is none when the reply says sorry, was deleted, or is of the customer', () => {
		const angry = customer('c1', -0.9);
		expect(toneMismatches([angry, agent('a1', 'Lamento la demora 😊')])).toEqual([]);
		expect(toneMismatches([angry, agent('a1', null)])).toEqual([]);
		expect(toneMismatches([angry, { ...customer('c2', -0.9), text: '😊' }])).toEqual([]);
	});

	it('is none without a score of the customer', () => {
		expect(toneMismatches([customer('c1', null), agent('a1', 'Genial 🎉')])).toEqual([]);
	});
});
