/** A call, from the greeting to the last word. */
import type { FormContent, InnerSection, Section } from '../form.ts';
import { bandsOf, critical, free, graded, inner, scale, section, yesNo, sayIn } from './words.ts';
import type { ReadyLanguage, Say } from './words.ts';

export function voiceForm(language: ReadyLanguage): FormContent {
	const say = sayIn(language);
	return {
		name: say(['Atención telefónica', 'Voice calls']),
		description: say([
			'Llamadas atendidas por una persona: apertura, seguridad, gestión, trato y cierre.',
			'Calls handled by a person: opening, security, handling, manner and closing.'
		]),
		language,
		channels: ['voice'],
		mode: 'SECTION_WEIGHT',
		shareOf: 'span',
		passAt: 0.85,
		bonusCap: 1.05,
		bands: bandsOf(say),
		sections: [opening(say), handling(say), manner(say), procedure(say), closing(say)]
	};
}

const opening = (say: Say): Section =>
	section(say, 'opening', ['Apertura', 'Opening'], 15, [
		yesNo(say, 'greeting', {
			text: [
				'¿Saluda, dice su nombre y el de la empresa?',
				'Greets, and says own name and company?'
			],
			yes: [
				'Saludo completo en los primeros segundos, a un ritmo que se entiende.',
				'A whole greeting within the first seconds, at a pace that can be followed.'
			],
			no: [
				'Falta el nombre o la empresa, o el saludo no se entiende.',
				'The name or the company is missing, or the greeting cannot be understood.'
			]
		}),
		yesNo(
			say,
			'identity',
			{
				text: [
					'¿Comprueba la identidad antes de dar o cambiar datos?',
					'Checks the identity before giving or changing data?'
				],
				yes: [
					'Pide los datos del procedimiento y solo continúa cuando coinciden.',
					'Asks for the data of the procedure and goes on only when they match.'
				],
				no: [
					'Da o cambia datos personales sin comprobar con quién habla, o dicta él mismo las respuestas.',
					'Gives or changes personal data without checking who is calling, or supplies the answers.'
				]
			},
			{
				weight: 2,
				mayBeNa: true,
				critical: critical('compliance', 'form_zero'),
				help: say([
					'No aplica cuando no se tratan datos personales.',
					'Not applicable when no personal data are involved.'
				])
			}
		)
	]);

const understanding = (say: Say): InnerSection =>
	inner(say, 'understanding', ['Comprensión', 'Understanding'], 40, [
		graded(say, 'probing', {
			text: [
				'¿Averigua qué necesita el cliente antes de responder?',
				'Finds out what the customer needs before answering?'
			],
			full: [
				'Deja explicar, pregunta lo que falta y resume la petición con sus palabras.',
				'Lets the customer explain, asks for what is missing and sums the request up.'
			],
			part: [
				'Pregunta, pero repite lo ya dicho o no confirma que lo ha entendido.',
				'Asks, but repeats what was said or does not confirm the understanding.'
			],
			none: [
				'Responde a otra cosa o interrumpe la explicación.',
				'Answers something else or cuts the explanation short.'
			]
		}),
		graded(say, 'ownership', {
			text: ['¿Se hace cargo del problema?', 'Takes ownership of the problem?'],
			full: [
				'Dice qué va a hacer y lo hace sin que se lo pidan otra vez.',
				'Says what will be done and does it without being asked again.'
			],
			part: [
				'Se hace cargo cuando el cliente insiste.',
				'Takes ownership once the customer insists.'
			],
			none: [
				'Devuelve el problema al cliente o culpa a otro departamento.',
				'Hands the problem back or blames another department.'
			]
		})
	]);

const solution = (say: Say): InnerSection =>
	inner(say, 'solution', ['Solución', 'Solution'], 60, [
		yesNo(
			say,
			'right-information',
			{
				text: [
					'¿La información y la solución son correctas y completas?',
					'Are the information and the solution right and complete?'
				],
				yes: [
					'Coincide con la base de conocimiento y resuelve lo que se pidió.',
					'Agrees with the knowledge base and solves what was asked.'
				],
				no: [
					'Un dato falso u omitido deja al cliente sin solución o le causa un perjuicio.',
					'A wrong or missing fact leaves the customer without a solution or does harm.'
				]
			},
			{ weight: 3, critical: critical('customer', 'cap', 0.5) }
		),
		yesNo(
			say,
			'hold-used',
			{
				text: ['¿Puso la llamada en espera?', 'Was the call put on hold?'],
				yes: ['Al menos una vez.', 'At least once.'],
				no: ['En ningún momento.', 'Never.']
			},
			{ weight: 0 }
		),
		graded(
			say,
			'hold-manner',
			{
				text: ['¿La espera fue correcta?', 'Was the hold handled well?'],
				full: [
					'Pide permiso, dice por qué y cuánto, vuelve a tiempo y da las gracias.',
					'Asks, says why and for how long, is back in time and thanks.'
				],
				part: [
					'Avisa, pero sin motivo o sin volver en el tiempo dicho.',
					'Announces it, but without a reason or later than said.'
				],
				none: ['Deja al cliente en espera sin avisar.', 'Leaves the customer on hold unannounced.']
			},
			{ condition: { question: 'hold-used', options: ['yes'] } }
		)
	]);

const handling = (say: Say): Section =>
	section(say, 'handling', ['Gestión', 'Handling'], 40, [], [understanding(say), solution(say)]);

const manner = (say: Say): Section =>
	section(say, 'manner', ['Trato', 'Manner'], 20, [
		scale(say, 'tone', {
			text: ['Tono y cercanía', 'Tone and warmth'],
			help: [
				'5: cálido y seguro toda la llamada. 3: correcto, sin más. 1: seco, irónico o impaciente.',
				'5: warm and confident throughout. 3: correct, no more. 1: curt, ironic or impatient.'
			],
			low: ['seco', 'curt'],
			high: ['cálido', 'warm']
		}),
		graded(
			say,
			'empathy',
			{
				text: ['¿Responde al malestar del cliente?', 'Responds to the customer being upset?'],
				full: [
					'Reconoce la molestia con sus palabras y pasa a resolver.',
					'Acknowledges it in own words and moves on to solving.'
				],
				part: ['Se disculpa con una frase hecha.', 'Apologises with a stock phrase.'],
				none: ['Lo ignora o discute.', 'Ignores it or argues.']
			},
			{ mayBeNa: true }
		),
		yesNo(say, 'plain-language', {
			text: ['¿Usa un lenguaje claro?', 'Uses plain language?'],
			yes: [
				'Sin jerga; explica los términos que necesita.',
				'No jargon; explains the terms that are needed.'
			],
			no: [
				'Siglas o términos internos que el cliente tiene que preguntar.',
				'Abbreviations or internal terms the customer has to ask about.'
			]
		})
	]);

const procedure = (say: Say): Section =>
	section(say, 'procedure', ['Procedimiento', 'Procedure'], 15, [
		yesNo(
			say,
			'recorded',
			{
				text: [
					'¿Registra y tipifica el contacto correctamente?',
					'Records and classifies the contact properly?'
				],
				yes: [
					'Motivo, acción y resultado quedan en la ficha; otra persona podría seguir.',
					'Reason, action and outcome are on file; somebody else could go on.'
				],
				no: [
					'No queda registro, o la tipificación no corresponde.',
					'There is no record, or the classification does not fit.'
				]
			},
			{ critical: critical('business', 'section_zero') }
		),
		yesNo(
			say,
			'legal-notice',
			{
				text: [
					'¿Lee el aviso legal cuando se exige?',
					'Reads the legal notice where it is required?'
				],
				yes: ['Íntegro y antes de contratar.', 'In full and before the contract.'],
				no: ['Lo omite o lo abrevia.', 'Leaves it out or shortens it.']
			},
			{ mayBeNa: true, critical: critical('compliance', 'flag_only') }
		)
	]);

const closing = (say: Say): Section =>
	section(say, 'closing', ['Cierre', 'Closing'], 10, [
		graded(say, 'summary', {
			text: ['¿Resume lo acordado y se despide?', 'Sums up what was agreed and says goodbye?'],
			full: [
				'Repite lo acordado con plazos, pregunta si hay algo más y se despide.',
				'Repeats what was agreed with dates, asks for anything else and says goodbye.'
			],
			part: ['Se despide sin resumir los plazos.', 'Says goodbye without the dates.'],
			none: ['Cuelga sin confirmar nada.', 'Hangs up without confirming anything.']
		}),
		yesNo(
			say,
			'beyond',
			{
				text: ['¿Evita una próxima llamada?', 'Prevents the next call?'],
				yes: [
					'Se adelanta a una duda previsible o resuelve algo que no se había pedido.',
					'Anticipates a foreseeable question or solves something that was not asked.'
				],
				no: ['Atiende solo lo que se pidió.', 'Deals only with what was asked.']
			},
			{ isBonus: true }
		),
		free(say, 'remarks', [
			'Lo mejor de la llamada y una cosa por mejorar',
			'The best of the call and one thing to improve'
		])
	]);
