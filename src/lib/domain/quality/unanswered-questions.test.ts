import { describe, expect, it } from 'vitest';
import type { Said } from './said.ts';
import { questionsIn, unansweredQuestions } from './unanswered-questions.ts';

const said = (
	author: Said['author'],
	text: string | null,
	id = `${author}-${text ?? ''}`
): Said => ({
	...{ id, author, text, score: null }
});
const found = (...texts: Said[]) =>
	unansweredQuestions(texts).map(({ question, why }) => [question, why]);

describe('questions in a text', () => {
	it('are the sentences with a question mark', () => {
		expect(questionsIn('Hola. ¿Cuándo llega mi pedido? Gracias. ¿Y la factura?')).toEqual([
			'Cuándo llega mi pedido',
			'Y la factura'
		]);
		expect(questionsIn('No llegó nada. ???')).toEqual([]);
	});
});

describe('a question that was never answered', () => {
	it('has no reply after it', () => {
		expect(
			found(said('agent', 'Le cuento que ya salió.'), said('customer', '¿Cuándo llega?'))
		).toEqual([['Cuándo llega', 'no_reply']]);
	});

	it('was only put off', () => {
		const question = said('customer', '¿Cuándo llega mi pedido?');
		expect(found(question, said('agent', 'Un momento, por favor.'))).toEqual([
			['Cuándo llega mi pedido', 'put_off']
		]);
		expect(
			found(said('customer', 'When will it arrive?'), said('agent', 'One moment please'))
		).toEqual([['When will it arrive', 'put_off']]);
		expect(found(said('customer', 'Quando chega?'), said('agent', 'Um instante'))).toEqual([
			['Quando chega', 'put_off']
		]);
	});

	it('is answered by anything that says something, at any time later', () => {
		const question = said('customer', '¿Cuándo llega mi pedido?');
		const wait = said('agent', 'Un momento, por favor.');
		expect(found(question, wait, said('agent', 'El jueves antes de las 14.'))).toEqual([]);
		expect(found(question, said('agent', 'Un momento, su pedido va en camino'))).toEqual([]);
		expect(found(question, said('bot', 'Llega mañana por la tarde'))).toEqual([]);
	});

	it('may have been answered by a text that was deleted', () => {
		expect(found(said('customer', '¿Cuándo llega?'), said('agent', null))).toEqual([]);
	});

	it('is asked by the customer', () => {
		expect(found(said('agent', '¿Me dice su documento?'))).toEqual([]);
		expect(found(said('customer', null))).toEqual([]);
	});
});
