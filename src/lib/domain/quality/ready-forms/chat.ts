/** A chat or WhatsApp conversation. */
import type { FormContent, Section } from '../form.ts';
import {
	bandsOf,
	critical,
	free,
	graded,
	measured,
	scale,
	section,
	yesNo,
	sayIn
} from './words.ts';
import type { ReadyLanguage, Say } from './words.ts';

export function chatForm(language: ReadyLanguage): FormContent {
	const say = sayIn(language);
	return {
		name: say(['Chat y WhatsApp', 'Chat and WhatsApp']),
		description: say([
			'Conversaciones escritas: ritmo, redacción, solución y protección de datos.',
			'Written conversations: pace, writing, solution and data protection.'
		]),
		language,
		channels: ['chat', 'whatsapp'],
		mode: 'SECTION_WEIGHT',
		shareOf: 'span',
		passAt: 0.85,
		bonusCap: 1,
		bands: bandsOf(say),
		sections: [pace(say), writing(say), solving(say), rules(say), ending(say)]
	};
}

const pace = (say: Say): Section =>
	section(say, 'pace', ['Ritmo', 'Pace'], 15, [
		measured(
			say,
			'first-reply',
			{
				text: [
					'Minutos hasta la primera respuesta de una persona',
					'Minutes to the first reply by a person'
				],
				help: [
					'Desde que el contacto se asignó. Los mensajes automáticos no cuentan.',
					'From when the contact was assigned. Automatic messages do not count.'
				],
				unit: ['min', 'min']
			},
			{
				bands: [
					{ from: 0, points: 10 },
					{ from: 2, points: 7 },
					{ from: 5, points: 3 },
					{ from: 10, points: 0 }
				],
				mayBeNa: true
			}
		),
		yesNo(
			say,
			'announces-pauses',
			{
				text: ['¿Avisa cuando necesita tiempo?', 'Says so when time is needed?'],
				yes: [
					'Anuncia la pausa, dice cuánto y vuelve antes o a tiempo.',
					'Announces the pause, says how long and is back in time.'
				],
				no: [
					'Deja al cliente más de tres minutos sin noticias.',
					'Leaves the customer without news for more than three minutes.'
				]
			},
			{ mayBeNa: true }
		)
	]);

const writing = (say: Say): Section =>
	section(say, 'writing', ['Redacción y trato', 'Writing and manner'], 25, [
		graded(say, 'spelling', {
			text: [
				'¿Escribe sin faltas y con frases claras?',
				'Writes without mistakes, in clear sentences?'
			],
			full: [
				'Sin faltas; cada mensaje se entiende a la primera.',
				'No mistakes; each message is clear at once.'
			],
			part: ['Alguna errata que no confunde.', 'A slip or two that do not confuse.'],
			none: [
				'Faltas o frases que obligan a preguntar.',
				'Mistakes or sentences that need asking back.'
			]
		}),
		graded(say, 'personal', {
			text: [
				'¿Adapta las plantillas a la conversación?',
				'Fits the templates to the conversation?'
			],
			full: [
				'Usa el nombre y el caso; no se nota la plantilla.',
				'Uses the name and the case; the template does not show.'
			],
			part: [
				'Plantilla correcta sin adaptar del todo.',
				'A right template that was not wholly fitted.'
			],
			none: [
				'Pega una plantilla que no responde, o la repite.',
				'Pastes a template that does not answer, or repeats it.'
			]
		}),
		scale(say, 'manner', {
			text: [
				'Adecuación del trato al ánimo del cliente',
				'Manner that suits the mood of the customer'
			],
			help: [
				'5: acompaña el ánimo y el registro del cliente. 3: neutro. 1: festivo o con emoticonos ante un enfado.',
				'5: goes with the mood and style of the customer. 3: neutral. 1: cheerful or with emoji towards anger.'
			],
			low: ['desacorde', 'out of tune'],
			high: ['acorde', 'in tune']
		})
	]);

const solving = (say: Say): Section =>
	section(say, 'solving', ['Solución', 'Solution'], 35, [
		yesNo(
			say,
			'right-answer',
			{
				text: ['¿La respuesta es correcta y completa?', 'Is the answer right and complete?'],
				yes: [
					'Responde a todas las preguntas del cliente con información vigente.',
					'Answers every question of the customer with current information.'
				],
				no: [
					'Información falsa o incompleta que perjudica al cliente.',
					'Wrong or incomplete information that harms the customer.'
				]
			},
			{ weight: 3, critical: critical('customer', 'cap', 0.5) }
		),
		graded(say, 'effort', {
			text: ['¿Ahorra pasos al cliente?', 'Saves the customer effort?'],
			full: [
				'Resuelve en la misma conversación y no pide dos veces el mismo dato.',
				'Solves it in the same conversation and asks for nothing twice.'
			],
			part: ['Pide de nuevo un dato que ya tenía.', 'Asks again for something already given.'],
			none: [
				'Envía al cliente a otro canal sin necesidad.',
				'Sends the customer to another channel needlessly.'
			]
		}),
		yesNo(
			say,
			'transferred',
			{
				text: ['¿Transfirió la conversación?', 'Was the conversation transferred?'],
				yes: ['A otra persona o a otro equipo.', 'To another person or team.'],
				no: ['La llevó hasta el final.', 'It was taken to its end.']
			},
			{ weight: 0 }
		),
		graded(
			say,
			'transfer-manner',
			{
				text: [
					'¿La transferencia llegó con contexto?',
					'Did the transfer arrive with its context?'
				],
				full: [
					'Explica por qué, a quién, y deja un resumen para quien sigue.',
					'Says why and to whom, and leaves a summary for whoever goes on.'
				],
				part: ['Avisa, pero no deja resumen.', 'Announces it but leaves no summary.'],
				none: ['El cliente tuvo que repetirlo todo.', 'The customer had to repeat everything.']
			},
			{ condition: { question: 'transferred', options: ['yes'] } }
		)
	]);

const rules = (say: Say): Section =>
	section(say, 'rules', ['Normas', 'Rules'], 15, [
		yesNo(
			say,
			'data-protection',
			{
				text: [
					'¿Protege los datos personales en la conversación?',
					'Protects personal data in the conversation?'
				],
				yes: [
					'No pide ni repite tarjetas, claves o documentos completos por el chat.',
					'Neither asks for nor repeats cards, passwords or whole documents in the chat.'
				],
				no: [
					'Pide o escribe datos que no deben quedar en el chat, o los da sin verificar.',
					'Asks for or writes data that must not stay in the chat, or gives them unverified.'
				]
			},
			{ weight: 2, critical: critical('compliance', 'form_zero') }
		),
		yesNo(
			say,
			'classified',
			{
				text: [
					'¿Tipifica la conversación con su motivo real?',
					'Classifies the conversation by its true reason?'
				],
				yes: [
					'El motivo y el resultado coinciden con lo hablado.',
					'Reason and outcome match what was said.'
				],
				no: ['Falta o no corresponde.', 'It is missing or does not fit.']
			},
			{ critical: critical('business', 'section_zero') }
		)
	]);

const ending = (say: Say): Section =>
	section(say, 'ending', ['Cierre', 'Closing'], 10, [
		yesNo(say, 'confirms', {
			text: ['¿Confirma la solución antes de cerrar?', 'Confirms the solution before closing?'],
			yes: [
				'Pregunta si queda algo y deja claro el siguiente paso.',
				'Asks whether anything is left and makes the next step clear.'
			],
			no: ['Cierra sin confirmar, o por inactividad.', 'Closes unconfirmed, or for inactivity.']
		}),
		free(say, 'remarks', [
			'Lo mejor de la conversación y una cosa por mejorar',
			'The best of the conversation and one thing to improve'
		])
	]);
