/** Figures that presets ask for: what people and other systems know, and no event tells. */
import type { LocalText } from '../../metrics/metric.ts';
import type { Figure } from '../figures/figure.ts';

interface FigureWords extends Pick<Figure, 'unit' | 'adding'> {
	readonly factor?: number;
	readonly name: LocalText;
	readonly numeratorName: LocalText;
	readonly denominatorName?: LocalText;
	readonly description: LocalText;
	readonly source: LocalText;
}

const words = (es: string, en: string, pt: string): LocalText => ({ es, en, pt });
const HUMAN_RESOURCES = words('Recursos Humanos', 'Human resources', 'Recursos Humanos');
const PLANNING = words('Planificación', 'Workforce planning', 'Planejamento');
const COMPLIANCE = words('Cumplimiento normativo', 'Compliance', 'Conformidade');
const SHARE = { unit: 'percent', adding: 'ratio' } as const;
const MONTHS_A_YEAR = 12;

const FIGURES = {
	turnover: {
		...SHARE,
		factor: MONTHS_A_YEAR,
		name: words('Rotación anualizada', 'Turnover, annualised', 'Rotatividade anualizada'),
		numeratorName: words('Bajas definitivas', 'Leavers', 'Desligamentos'),
		denominatorName: words('Plantilla media', 'Average headcount', 'Quadro médio'),
		description: words(
			'Bajas definitivas del mes entre la plantilla media, por doce.',
			'Leavers of the month by average headcount, times twelve.',
			'Desligamentos do mês pelo quadro médio, vezes doze.'
		),
		source: HUMAN_RESOURCES
	},
	absenteeism: {
		...SHARE,
		name: words('Absentismo', 'Absenteeism', 'Absenteísmo'),
		numeratorName: words(
			'Horas de ausencia imprevista',
			'Unplanned absent hours',
			'Horas de ausência não planejada'
		),
		denominatorName: words('Horas planificadas', 'Scheduled hours', 'Horas planejadas'),
		description: words(
			'Horas de ausencia no prevista entre horas planificadas; sin vacaciones ni permisos concedidos.',
			'Hours of unplanned absence by scheduled hours; without holidays or granted leave.',
			'Horas de ausência não prevista por horas planejadas; sem férias nem licenças concedidas.'
		),
		source: PLANNING
	},
	enps: {
		...{ unit: 'balance', adding: 'ratio' },
		name: words('Compromiso de la plantilla (eNPS)', 'Engagement (eNPS)', 'Engajamento (eNPS)'),
		numeratorName: words(
			'Promotores menos detractores',
			'Promoters less detractors',
			'Promotores menos detratores'
		),
		denominatorName: words('Respuestas', 'Answers', 'Respostas'),
		description: words(
			'Encuesta anónima a la plantilla; con menos de diez respuestas no se publica.',
			'Anonymous survey of staff; not told with fewer than ten answers.',
			'Pesquisa anônima com a equipe; com menos de dez respostas não se publica.'
		),
		source: HUMAN_RESOURCES
	},
	training_hours: {
		...{ unit: 'number', adding: 'ratio' },
		name: words(
			'Horas de formación por agente y mes',
			'Training hours per agent and month',
			'Horas de treinamento por agente e mês'
		),
		numeratorName: words('Horas de formación', 'Hours of training', 'Horas de treinamento'),
		denominatorName: words('Agentes', 'Agents', 'Agentes'),
		description: words(
			'Horas de formación recibidas entre agentes del mes.',
			'Hours of training received by agents of the month.',
			'Horas de treinamento recebidas por agentes do mês.'
		),
		source: HUMAN_RESOURCES
	},
	multiskill: {
		...{ unit: 'percent', adding: 'lastRatio' },
		name: words('Polivalencia', 'Multiskill share', 'Polivalência'),
		numeratorName: words(
			'Agentes con dos o más especialidades certificadas',
			'Agents with two or more certified skills',
			'Agentes com duas ou mais especialidades certificadas'
		),
		denominatorName: words('Agentes', 'Agents', 'Agentes'),
		description: words(
			'A fin de mes; de varios meses cuenta el último.',
			'At the end of the month; of several months the last one counts.',
			'No fim do mês; de vários meses conta o último.'
		),
		source: PLANNING
	},
	coaching_on_time: {
		...SHARE,
		name: words(
			'Acompañamiento cerrado en plazo',
			'Coaching closed on time',
			'Acompanhamento encerrado no prazo'
		),
		numeratorName: words(
			'Acompañamientos cerrados en 7 días',
			'Coaching closed within 7 days',
			'Acompanhamentos encerrados em 7 dias'
		),
		denominatorName: words(
			'Acompañamientos asignados',
			'Coaching assigned',
			'Acompanhamentos atribuídos'
		),
		description: words(
			'Cerrados en siete días entre los asignados en el mes.',
			'Closed within seven days by those assigned in the month.',
			'Encerrados em sete dias entre os atribuídos no mês.'
		),
		source: words(
			'Formación y acompañamiento',
			'Training and coaching',
			'Treinamento e acompanhamento'
		)
	},
	forecast_error: {
		...SHARE,
		name: words('Error de previsión (WAPE)', 'Forecast error (WAPE)', 'Erro de previsão (WAPE)'),
		numeratorName: words(
			'Suma de desvíos absolutos por media hora',
			'Sum of absolute deviations by half hour',
			'Soma de desvios absolutos por meia hora'
		),
		denominatorName: words('Contactos recibidos', 'Contacts offered', 'Contatos recebidos'),
		description: words(
			'Suma de los desvíos absolutos entre previsto y recibido por media hora, entre lo recibido.',
			'Sum of absolute deviations of forecast and offered by half hour, by what was offered.',
			'Soma dos desvios absolutos entre previsto e recebido por meia hora, pelo recebido.'
		),
		source: PLANNING
	},
	human_on_request: {
		...SHARE,
		name: words(
			'Peticiones de hablar con una persona atendidas',
			'Requests for a person granted',
			'Pedidos de falar com uma pessoa atendidos'
		),
		numeratorName: words(
			'Peticiones atendidas por una persona',
			'Requests a person answered',
			'Pedidos atendidos por uma pessoa'
		),
		denominatorName: words(
			'Peticiones de hablar con una persona',
			'Requests to speak to a person',
			'Pedidos de falar com uma pessoa'
		),
		description: words(
			'Lo cuenta el sistema automático de atención: quien pide una persona la tiene.',
			'Told by the automatic answering system: whoever asks for a person gets one.',
			'Contado pelo sistema automático de atendimento: quem pede uma pessoa a tem.'
		),
		source: words(
			'Sistema automático de atención (IVR, bot)',
			'Automatic answering system (IVR, bot)',
			'Sistema automático de atendimento (URA, bot)'
		)
	},
	calls_cut_for_wait: {
		...SHARE,
		name: words(
			'Llamadas cortadas por espera larga',
			'Calls cut off for a long wait',
			'Chamadas cortadas por espera longa'
		),
		numeratorName: words(
			'Llamadas finalizadas por el sistema en espera',
			'Calls the system ended while waiting',
			'Chamadas encerradas pelo sistema em espera'
		),
		denominatorName: words('Llamadas recibidas', 'Calls offered', 'Chamadas recebidas'),
		description: words(
			'No se puede cortar una llamada por el tiempo que lleva esperando.',
			'A call may not be cut off for the time it has waited.',
			'Não se pode cortar uma chamada pelo tempo de espera.'
		),
		source: words('Centralita', 'Telephone exchange', 'Central telefônica')
	},
	law_reviews: {
		...SHARE,
		name: words(
			'Requisitos de la Ley 10/2025 comprobados',
			'Requirements of Law 10/2025 reviewed',
			'Requisitos da Lei 10/2025 verificados'
		),
		numeratorName: words(
			'Requisitos comprobados y conformes',
			'Requirements reviewed and met',
			'Requisitos verificados e conformes'
		),
		denominatorName: words(
			'Requisitos de la lista',
			'Requirements on the list',
			'Requisitos da lista'
		),
		description: words(
			'De la lista de comprobación propia: accesibilidad, horarios, clave de la reclamación, sistema de evaluación y su auditoría.',
			'Of the own checklist: accessibility, opening hours, complaint references, the evaluation system and its audit.',
			'Da própria lista de verificação: acessibilidade, horários, código da reclamação, sistema de avaliação e sua auditoria.'
		),
		source: COMPLIANCE
	}
} as const satisfies Record<string, FigureWords>;

export type PresetFigure = keyof typeof FIGURES;

export function presetFigure(code: PresetFigure, language: keyof LocalText): Figure {
	const of: FigureWords = FIGURES[code];
	return {
		...{ code, unit: of.unit, adding: of.adding, factor: of.factor ?? 1 },
		...{ name: of.name[language], description: of.description[language] },
		numeratorName: of.numeratorName[language],
		denominatorName: of.denominatorName?.[language] ?? '',
		source: of.source[language]
	};
}
