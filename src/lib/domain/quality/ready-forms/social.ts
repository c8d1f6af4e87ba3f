/** A public reply on a social network and what follows in private. */
import type { FormContent, Question, Section } from '../form.ts';
import { bandsOf, critical, free, graded, scale, section, several, yesNo, sayIn } from './words.ts';
import type { ReadyLanguage, Say } from './words.ts';

export function socialForm(language: ReadyLanguage): FormContent {
	const say = sayIn(language);
	return {
		name: say(['Redes sociales', 'Social networks']),
		description: say([
			'Respuestas públicas y mensajes privados en redes sociales.',
			'Public replies and private messages on social networks.'
		]),
		language,
		channels: ['social'],
		mode: 'QUESTION_WEIGHT',
		shareOf: 'span',
		passAt: 0.85,
		bonusCap: 1.05,
		bands: bandsOf(say),
		sections: [reply(say), care(say), safety(say), rest(say)]
	};
}

const elements = (say: Say): Question =>
	several(
		say,
		'elements',
		{
			text: ['¿Qué hay en la respuesta?', 'What is in the reply?'],
			list: [
				[
					'name',
					['Se dirige a la persona', 'Addresses the person'],
					[
						'Usa el nombre o responde a algo propio de su mensaje.',
						'Uses the name or something of their message.'
					]
				],
				[
					'answer',
					['Contesta a lo que se dijo', 'Answers what was said'],
					[
						'No es una frase que valdría para cualquiera.',
						'Not a sentence that would suit anybody.'
					]
				],
				[
					'next-step',
					['Dice el siguiente paso', 'Says the next step'],
					[
						'Qué hará la empresa o qué tiene que hacer la persona.',
						'What the company will do or the person has to do.'
					]
				],
				[
					'signature',
					['Va firmada', 'Is signed'],
					[
						'Lleva el nombre o las iniciales de quien responde.',
						'Carries the name or initials of who replies.'
					]
				]
			]
		},
		{ weight: 3 }
	);

const reply = (say: Say): Section =>
	section(say, 'reply', ['Respuesta pública', 'Public reply'], 1, [
		elements(say),
		scale(
			say,
			'voice',
			{
				text: ['Voz de la marca', 'Voice of the brand'],
				help: [
					'5: reconocible y humana. 3: correcta y genérica. 1: fuera de tono para la situación.',
					'5: recognisable and human. 3: correct and generic. 1: out of place for the situation.'
				],
				low: ['fuera de tono', 'out of tone'],
				high: ['reconocible', 'recognisable']
			},
			{ weight: 2 }
		),
		graded(
			say,
			'spelling',
			{
				text: ['¿El texto está cuidado?', 'Is the text well kept?'],
				full: [
					'Sin faltas, breve y legible en un móvil.',
					'No mistakes, short and readable on a phone.'
				],
				part: ['Alguna errata menor o demasiado largo.', 'A small slip, or too long.'],
				none: ['Faltas visibles en público.', 'Mistakes in plain sight.']
			},
			{ weight: 1 }
		)
	]);

const criticism = (say: Say): Question =>
	graded(
		say,
		'criticism',
		{
			text: ['¿Responde bien a la crítica?', 'Responds well to criticism?'],
			full: [
				'Reconoce el problema, no discute y ofrece una salida.',
				'Acknowledges the problem, does not argue and offers a way out.'
			],
			part: ['Se disculpa de forma genérica.', 'Apologises in general.'],
			none: ['Discute, ironiza o borra el comentario.', 'Argues, is ironic or deletes the comment.']
		},
		{ weight: 2, mayBeNa: true }
	);

const care = (say: Say): Section =>
	section(say, 'care', ['Atención', 'Care'], 1, [
		yesNo(
			say,
			'right-answer',
			{
				text: ['¿La información publicada es correcta?', 'Is the published information right?'],
				yes: [
					'Vigente y verificable por quien la lee.',
					'Current, and can be checked by whoever reads it.'
				],
				no: [
					'Un dato falso o una promesa que no se puede cumplir.',
					'A wrong fact or a promise that cannot be kept.'
				]
			},
			{ weight: 4, critical: critical('customer', 'cap', 0.5) }
		),
		yesNo(
			say,
			'moved',
			{
				text: ['¿La conversación pasó a privado?', 'Did the conversation move to private?'],
				yes: ['Se invitó a seguir por mensaje privado.', 'They were asked to go on in private.'],
				no: ['Se llevó del todo en público.', 'It was wholly held in public.']
			},
			{ weight: 0 }
		),
		graded(
			say,
			'move-manner',
			{
				text: ['¿El paso a privado fue fácil?', 'Was moving to private made easy?'],
				full: [
					'Explica por qué, enlaza y retoma el caso sin volver a preguntar.',
					'Says why, links, and takes the case up without asking again.'
				],
				part: [
					'Pide un privado sin decir para qué.',
					'Asks for a private message without saying why.'
				],
				none: [
					'Obliga a repetir el caso o deja el privado sin respuesta.',
					'Makes them repeat the case or leaves the private message unanswered.'
				]
			},
			{ weight: 2, condition: { question: 'moved', options: ['yes'] } }
		),
		criticism(say)
	]);

const safety = (say: Say): Section =>
	section(say, 'safety', ['Seguridad y reputación', 'Safety and reputation'], 1, [
		yesNo(
			say,
			'no-personal-data',
			{
				text: ['¿No expone datos personales en público?', 'Exposes no personal data in public?'],
				yes: [
					'Ni los publica ni los pide a la vista de todos.',
					'Neither publishes them nor asks for them in the open.'
				],
				no: [
					'Publica o pide en abierto un teléfono, un pedido o una dirección.',
					'Publishes or asks openly for a phone number, an order or an address.'
				]
			},
			{ weight: 2, critical: critical('compliance', 'form_zero') }
		),
		yesNo(
			say,
			'escalation',
			{
				text: [
					'¿Escala lo que puede dañar la reputación?',
					'Escalates what may harm the reputation?'
				],
				yes: [
					'Avisa según el protocolo de crisis antes de responder.',
					'Tells those the crisis protocol names before replying.'
				],
				no: [
					'Responde por su cuenta a un caso que debía escalarse.',
					'Replies alone to a case that had to be escalated.'
				]
			},
			{ weight: 2, mayBeNa: true, critical: critical('business', 'section_zero') }
		)
	]);

const rest = (say: Say): Section =>
	section(say, 'rest', ['Valor añadido', 'Added value'], 1, [
		yesNo(
			say,
			'turned-around',
			{
				text: ['¿Convierte una queja en un agradecimiento?', 'Turns a complaint into thanks?'],
				yes: [
					'La persona lo agradece en público o retira la queja.',
					'The person thanks in public or takes the complaint back.'
				],
				no: ['No consta.', 'There is no sign of it.']
			},
			{ isBonus: true, mayBeNa: true }
		),
		free(say, 'remarks', ['Observaciones para el agente', 'Remarks for the agent'])
	]);
