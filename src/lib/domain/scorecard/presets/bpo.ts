/** A centre that attends the customers of its clients, under contracts. */
import { money, percent, words } from './preset.ts';
import type { Preset } from './preset.ts';
import {
	ABANDON_RATE,
	ABSENTEEISM,
	ADHERENCE,
	COACHING,
	COPC,
	CSAT,
	criticalAccuracy,
	FCR,
	FORECAST_ERROR,
	HANDLE_TIME,
	KAPLAN_NORTON,
	OCCUPANCY,
	OWN_PROPOSAL,
	QUALITY,
	SERVICE_LEVEL,
	SQM_GROUP,
	TRAINING,
	TURNOVER,
	WFM_LABS
} from './shared.ts';

export const BPO: Preset = {
	name: words('Servicio a clientes (BPO)', 'Outsourced service (BPO)', 'Serviço a clientes (BPO)'),
	description: words(
		'Para quien atiende por cuenta de otros: margen, compromisos de contrato y calidad que se puede demostrar.',
		'For those who answer on behalf of others: margin, contract promises, and quality that can be shown.',
		'Para quem atende por conta de outros: margem, compromissos de contrato e qualidade demonstrável.'
	),
	aggregator: 'mean',
	perspectives: [
		{
			...{ id: 'financial', kind: 'financial', weight: 35 },
			objectives: [
				{
					...{ id: 'margin', weight: 60 },
					name: words(
						'Ganar margen en cada campaña',
						'Earn a margin on every campaign',
						'Ganhar margem em cada campanha'
					),
					measures: [
						{
							...{ id: 'margin-share', source: money('marginShare'), timing: 'lag' },
							target: percent(15, 25, 32)
						},
						{
							...{ id: 'revenue-per-hour', source: money('revenuePerProductiveHour') },
							...{ target: null, timing: 'lead', weight: 0 },
							description: words(
								'Sin meta: la da cada contrato. Póngala cuando la tenga.',
								'Without a target: each contract gives its own. Set it once you have it.',
								'Sem meta: cada contrato dá a sua. Defina quando a tiver.'
							)
						},
						{
							...{ id: 'cost-per-contact', source: money('costPerContact') },
							...{ target: null, timing: 'lag', weight: 0 },
							description: words(
								'Sin meta: compárese con la propia línea base y con lo que se factura.',
								'Without a target: compare with your own baseline and with what is billed.',
								'Sem meta: compare com a própria linha de base e com o que se fatura.'
							)
						}
					]
				},
				{
					...{ id: 'no-penalties', weight: 40 },
					name: words('Evitar penalizaciones', 'Avoid penalties', 'Evitar penalidades'),
					measures: [
						{
							...{ id: 'penalty-share', source: money('penaltyShare'), timing: 'lag' },
							...{ target: percent(2, 0.5, 0), isCritical: true }
						}
					]
				}
			]
		},
		{
			...{ id: 'customer', kind: 'customer', weight: 30 },
			objectives: [
				{
					...{ id: 'keep-promises', weight: 60 },
					name: words('Cumplir lo pactado', 'Keep what was agreed', 'Cumprir o combinado'),
					measures: [SERVICE_LEVEL, ABANDON_RATE]
				},
				{
					...{ id: 'client-of-client', weight: 40 },
					name: words(
						'Dejar satisfecho al cliente del cliente',
						'Satisfy the customers of the client',
						'Satisfazer o cliente do cliente'
					),
					measures: [FCR, CSAT]
				}
			]
		},
		{
			...{ id: 'process', kind: 'process', weight: 25 },
			objectives: [
				{
					...{ id: 'proven-quality', weight: 60 },
					name: words('Demostrar la calidad', 'Prove quality', 'Demonstrar a qualidade'),
					measures: [QUALITY, criticalAccuracy('business'), criticalAccuracy('compliance')]
				},
				{
					...{ id: 'use-capacity', weight: 40 },
					name: words('Aprovechar la capacidad', 'Make use of capacity', 'Aproveitar a capacidade'),
					measures: [OCCUPANCY, ADHERENCE, FORECAST_ERROR, HANDLE_TIME]
				}
			]
		},
		{
			...{ id: 'learning', kind: 'learning', weight: 10 },
			objectives: [
				{
					...{ id: 'stable-teams', weight: 60 },
					name: words('Mantener equipos estables', 'Keep teams stable', 'Manter equipes estáveis'),
					measures: [TURNOVER, ABSENTEEISM]
				},
				{
					...{ id: 'train', weight: 40 },
					name: words('Formar y acompañar', 'Train and coach', 'Treinar e acompanhar'),
					measures: [TRAINING, COACHING]
				}
			]
		}
	],
	links: [
		['train', 'proven-quality', 2],
		['stable-teams', 'proven-quality', 3],
		['use-capacity', 'keep-promises', 0],
		['proven-quality', 'client-of-client', 1],
		['keep-promises', 'no-penalties', 0],
		['no-penalties', 'margin', 0]
	],
	sources: [KAPLAN_NORTON, SQM_GROUP, WFM_LABS, COPC, OWN_PROPOSAL]
};
