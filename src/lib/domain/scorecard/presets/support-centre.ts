/** A centre that attends the customers of its own company. */
import { money, ramp, words } from './preset.ts';
import type { Preset } from './preset.ts';
import {
	ABANDON_RATE,
	ABSENTEEISM,
	ADHERENCE,
	CES,
	COACHING,
	COPC,
	CSAT,
	criticalAccuracy,
	ENGAGEMENT,
	FCR,
	FORECAST_ERROR,
	HANDLE_TIME,
	KAPLAN_NORTON,
	MULTISKILL,
	NPS,
	OCCUPANCY,
	OWN_PROPOSAL,
	QUALITY,
	SERVICE_LEVEL,
	SQM_GROUP,
	TRAINING,
	TURNOVER,
	WFM_LABS
} from './shared.ts';

const COST_WORDS = words(
	'Mano de obra, telefonía, licencias y estructura, según las tarifas de coste. Ajuste la meta a la propia línea base.',
	'Labour, telephony, licences and overhead, by the cost rates. Set the target by your own baseline.',
	'Mão de obra, telefonia, licenças e estrutura, conforme as tarifas de custo. Ajuste a meta à própria linha de base.'
);

export const SUPPORT_CENTRE: Preset = {
	name: words(
		'Centro de atención al cliente',
		'Customer support centre',
		'Central de atendimento ao cliente'
	),
	description: words(
		'Para un centro que atiende a los clientes de su propia empresa: resolver a la primera, con una plantilla que se queda.',
		'For a centre that attends the customers of its own company: resolve at first contact, with people who stay.',
		'Para uma central que atende os clientes da própria empresa: resolver no primeiro contato, com uma equipe que fica.'
	),
	aggregator: 'mean',
	perspectives: [
		{
			...{ id: 'financial', kind: 'financial', weight: 25 },
			objectives: [
				{
					...{ id: 'resolve-at-low-cost', weight: 60 },
					name: words(
						'Resolver con menos coste',
						'Resolve at lower cost',
						'Resolver com menos custo'
					),
					measures: [
						{
							...{ id: 'cost-per-resolution', source: money('costPerResolution') },
							...{ target: ramp(800, 600, 550), timing: 'lag', description: COST_WORDS }
						},
						{
							...{ id: 'cost-per-call', source: money('costPerContact', ['voice']) },
							...{ target: ramp(800, 500, 400), timing: 'lag', description: COST_WORDS },
							name: words('Coste por llamada', 'Cost per call', 'Custo por chamada')
						}
					]
				},
				{
					...{ id: 'digital-channels', weight: 40 },
					name: words(
						'Atender en canales digitales',
						'Serve on digital channels',
						'Atender em canais digitais'
					),
					measures: [
						{
							...{ id: 'cost-per-social', source: money('costPerContact', ['social']) },
							...{ target: ramp(160, 85, 70), timing: 'lag' },
							name: words(
								'Coste por contacto en redes',
								'Cost per social contact',
								'Custo por contato em redes'
							),
							description: words(
								'Como referencia, una sexta parte de una llamada.',
								'As a reference, a sixth of a call.',
								'Como referência, um sexto de uma chamada.'
							)
						}
					]
				}
			]
		},
		{
			...{ id: 'customer', kind: 'customer', weight: 35 },
			objectives: [
				{
					...{ id: 'resolve-first-time', weight: 40 },
					name: words(
						'Resolver a la primera',
						'Resolve at first contact',
						'Resolver no primeiro contato'
					),
					measures: [FCR, CES]
				},
				{
					...{ id: 'be-there', weight: 30 },
					name: words(
						'Estar cuando el cliente llama',
						'Be there when customers call',
						'Estar presente quando o cliente liga'
					),
					measures: [SERVICE_LEVEL, ABANDON_RATE]
				},
				{
					...{ id: 'satisfied', weight: 30 },
					name: words(
						'Dejar al cliente satisfecho',
						'Leave customers satisfied',
						'Deixar o cliente satisfeito'
					),
					measures: [CSAT, NPS]
				}
			]
		},
		{
			...{ id: 'process', kind: 'process', weight: 25 },
			objectives: [
				{
					...{ id: 'do-it-right', weight: 60 },
					name: words('Hacerlo bien', 'Do it right', 'Fazer bem feito'),
					measures: [QUALITY, criticalAccuracy('customer')]
				},
				{
					...{ id: 'plan-capacity', weight: 40 },
					name: words(
						'Ajustar la capacidad a la demanda',
						'Match capacity to demand',
						'Ajustar a capacidade à demanda'
					),
					measures: [OCCUPANCY, ADHERENCE, FORECAST_ERROR, HANDLE_TIME]
				}
			]
		},
		{
			...{ id: 'learning', kind: 'learning', weight: 15 },
			objectives: [
				{
					...{ id: 'keep-people', weight: 60 },
					name: words(
						'Cuidar a quien atiende',
						'Look after those who answer',
						'Cuidar de quem atende'
					),
					measures: [TURNOVER, ABSENTEEISM, ENGAGEMENT]
				},
				{
					...{ id: 'learn', weight: 40 },
					name: words('Aprender sin parar', 'Keep learning', 'Aprender sempre'),
					measures: [TRAINING, MULTISKILL, COACHING]
				}
			]
		}
	],
	links: [
		['learn', 'do-it-right', 2],
		['keep-people', 'do-it-right', 3],
		['plan-capacity', 'be-there', 0],
		['do-it-right', 'resolve-first-time', 1],
		['resolve-first-time', 'satisfied', 1],
		['resolve-first-time', 'resolve-at-low-cost', 1]
	],
	sources: [KAPLAN_NORTON, SQM_GROUP, WFM_LABS, COPC, OWN_PROPOSAL]
};
