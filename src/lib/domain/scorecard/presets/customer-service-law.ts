/** What Law 10/2025 of Spain asks of customer service, as measures. What is no statutory number is said to be a proposal. */
import { figure, metric, percent, ramp, words } from './preset.ts';
import type { Preset } from './preset.ts';
import { CSAT, QUALITY } from './shared.ts';

const SECOND_MS = 1000;

export const CUSTOMER_SERVICE_LAW: Preset = {
	name: words(
		'Ley 10/2025 de atención a la clientela',
		'Law 10/2025 on customer service (Spain)',
		'Lei 10/2025 de atendimento ao cliente (Espanha)'
	),
	description: words(
		'Lo que pide la Ley 10/2025 y se puede medir. No sustituye al asesoramiento jurídico: compruebe el texto del BOE y a qué empresas obliga.',
		'What Law 10/2025 asks and can be measured. No legal advice: check the text in the BOE, and which companies it binds.',
		'O que a Lei 10/2025 pede e se pode medir. Não substitui a assessoria jurídica: confira o texto do BOE e a que empresas obriga.'
	),
	aggregator: 'mean',
	perspectives: [
		{
			...{ id: 'access', kind: 'own', weight: 35 },
			name: words('Acceso y espera', 'Access and waiting', 'Acesso e espera'),
			objectives: [
				{
					...{ id: 'three-minutes', weight: 70 },
					name: words(
						'Atender en menos de tres minutos',
						'Answer within three minutes',
						'Atender em menos de três minutos'
					),
					measures: [
						{
							...{ id: 'answered-180s', source: metric('answered_180s', ['voice']), timing: 'lag' },
							...{ target: percent(90, 95, 99), weight: 2, isCritical: true },
							description: words(
								'La ley: el 95 % de las llamadas, de media, en menos de tres minutos.',
								'The law: 95 % of calls, on average, within three minutes.',
								'A lei: 95 % das chamadas, em média, em menos de três minutos.'
							)
						},
						{
							...{ id: 'mean-wait', source: metric('asa', ['voice']), timing: 'lag' },
							target: ramp(300 * SECOND_MS, 180 * SECOND_MS, 60 * SECOND_MS),
							description: words(
								'«De media» admite dos lecturas: esta es la otra. Suelo y excelencia son una propuesta.',
								'"On average" can be read in two ways: this is the other one. Floor and stretch are a proposal.',
								'«Em média» admite duas leituras: esta é a outra. Piso e excelência são uma proposta.'
							)
						}
					]
				},
				{
					...{ id: 'not-cut', weight: 30 },
					name: words(
						'No cortar por la espera',
						'Never cut a call for its wait',
						'Não cortar pela espera'
					),
					measures: [
						{
							...{ id: 'calls-cut', source: figure('calls_cut_for_wait'), timing: 'lag' },
							...{ target: percent(1, 0, 0), isCritical: true },
							description: words(
								'La ley lo prohíbe: la meta es cero. El suelo es una propuesta.',
								'The law forbids it: the target is none. The floor is a proposal.',
								'A lei proíbe: a meta é zero. O piso é uma proposta.'
							)
						}
					]
				}
			]
		},
		{
			...{ id: 'complaints', kind: 'own', weight: 30 },
			name: words('Reclamaciones', 'Complaints', 'Reclamações'),
			objectives: [
				{
					...{ id: 'on-time', weight: 100 },
					name: words('Resolver en plazo', 'Resolve on time', 'Resolver no prazo'),
					measures: [
						{
							...{ id: 'complaints-on-time', source: metric('complaints_on_time'), timing: 'lag' },
							...{ target: percent(90, 100, 100), isCritical: true },
							description: words(
								'Quince días hábiles, con los festivos de cada comunidad.',
								'Fifteen working days, with the holidays of each region.',
								'Quinze dias úteis, com os feriados de cada comunidade.'
							)
						},
						{
							...{ id: 'undue-charges', source: metric('undue_charges_on_time'), timing: 'lag' },
							...{ target: percent(90, 100, 100), isCritical: true },
							description: words(
								'Cobros indebidos: cinco días hábiles.',
								'Undue charges: five working days.',
								'Cobranças indevidas: cinco dias úteis.'
							)
						}
					]
				}
			]
		},
		{
			...{ id: 'treatment', kind: 'own', weight: 20 },
			name: words(
				'Lengua y trato personal',
				'Language and personal service',
				'Língua e atendimento pessoal'
			),
			objectives: [
				{
					...{ id: 'own-language', weight: 50 },
					name: words(
						'Responder en la lengua del cliente',
						'Reply in the language of the customer',
						'Responder na língua do cliente'
					),
					measures: [
						{
							...{ id: 'reply-language', source: metric('reply_language'), timing: 'lag' },
							target: percent(90, 98, 100),
							description: words(
								'La ley obliga a las grandes empresas donde hay lengua cooficial. Los números son una propuesta.',
								'The law binds large companies where there is a co-official language. The numbers are a proposal.',
								'A lei obriga as grandes empresas onde há língua cooficial. Os números são uma proposta.'
							)
						}
					]
				},
				{
					...{ id: 'a-person', weight: 50 },
					name: words(
						'Pasar con una persona a quien lo pida',
						'Give a person to whoever asks',
						'Passar a uma pessoa quem pedir'
					),
					measures: [
						{
							...{ id: 'human-on-request', source: figure('human_on_request'), timing: 'lag' },
							...{ target: percent(95, 100, 100), isCritical: true },
							description: words(
								'Es un derecho: la meta es todas. El suelo es una propuesta.',
								'It is a right: the target is all of them. The floor is a proposal.',
								'É um direito: a meta são todas. O piso é uma proposta.'
							)
						}
					]
				}
			]
		},
		{
			...{ id: 'evaluation', kind: 'own', weight: 15 },
			name: words('Sistema de evaluación', 'Evaluation system', 'Sistema de avaliação'),
			objectives: [
				{
					...{ id: 'evaluate', weight: 60 },
					name: words(
						'Evaluar la calidad del servicio',
						'Evaluate the quality of service',
						'Avaliar a qualidade do serviço'
					),
					measures: [QUALITY, CSAT]
				},
				{
					...{ id: 'prove', weight: 40 },
					name: words('Poder demostrarlo', 'Be able to prove it', 'Poder demonstrá-lo'),
					measures: [
						{
							...{ id: 'law-reviews', source: figure('law_reviews'), timing: 'lead' },
							target: percent(80, 100, 100)
						}
					]
				}
			]
		}
	],
	links: [
		['evaluate', 'on-time', 1],
		['three-minutes', 'evaluate', 1]
	],
	sources: [
		words(
			'Ley 10/2025, de 26 de diciembre (BOE de 27 de diciembre de 2025), en vigor desde el 28 de diciembre de 2025; plazo de adaptación hasta el 28 de diciembre de 2026.',
			'Law 10/2025 of 26 December (BOE of 27 December 2025), in force since 28 December 2025; time to adapt until 28 December 2026.',
			'Lei 10/2025, de 26 de dezembro (BOE de 27 de dezembro de 2025), em vigor desde 28 de dezembro de 2025; prazo de adaptação até 28 de dezembro de 2026.'
		),
		words(
			'95 % de las llamadas en menos de tres minutos; reclamaciones en 15 días hábiles, 5 si son cobros indebidos: números de la ley. Suelos, excelencia y lo demás: propuesta de partida.',
			'95 % of calls within three minutes; complaints within 15 working days, 5 for undue charges: numbers of the law. Floors, stretch and the rest: a proposal to begin with.',
			'95 % das chamadas em menos de três minutos; reclamações em 15 dias úteis, 5 se forem cobranças indevidas: números da lei. Pisos, excelência e o resto: proposta inicial.'
		)
	]
};
