/** Metrics of what evaluators found. Which evaluations count is in ../README.md. */
import type { AnyMeasure } from '../measures.ts';
import type { LocalText, Metric } from '../metric.ts';
import { BY_ALL_AND_EVALUATOR, localText as text } from './entry.ts';

type Booked = 'evaluationSubmitted' | 'evaluatedContact';

/** Mean of scores, which are whole millionths. */
const meanScore = (sum: AnyMeasure, n: AnyMeasure, squares: AnyMeasure) =>
	({ kind: 'mean', sum, n, parts: 1_000_000, squares }) as const;
/** A share of evaluations that speak for others. */
const sampled = (numerator: AnyMeasure, denominator: AnyMeasure) =>
	({ kind: 'ratio', numerator, denominator, interval: 'wilson' }) as const;

const better = (bookedAt: Booked) =>
	({ unit: 'ratio', direction: 'up', bookedAt, dimensions: BY_ALL_AND_EVALUATOR }) as const;
const ofSubmitted = {
	bookedAt: 'evaluationSubmitted',
	dimensions: BY_ALL_AND_EVALUATOR
} as const;

const criticalText = (whom: LocalText): LocalText =>
	text(
		`1 − evaluaciones al azar con un error crítico ${whom.es} / aquellas en que se pudo juzgar`,
		`1 − random evaluations with an error critical to ${whom.en} / those in which it could be judged`,
		`1 − avaliações aleatórias com um erro crítico ${whom.pt} / aquelas em que se pôde julgar`
	);

export const QUALITY_METRICS = [
	{
		id: 'qa_score',
		name: text('Nota de calidad', 'Quality score', 'Nota de qualidade'),
		shortName: text('Calidad', 'Quality', 'Qualidade'),
		formulaText: text(
			'media de las notas finales de las evaluaciones al azar',
			'mean final score of the random evaluations',
			'média das notas finais das avaliações aleatórias'
		),
		...better('evaluationSubmitted'),
		formula: meanScore('qaMillionths', 'qaScored', 'qaSquares')
	},
	{
		id: 'qa_score_raw',
		name: text(
			'Nota de calidad sin errores críticos',
			'Quality score before critical errors',
			'Nota de qualidade sem erros críticos'
		),
		shortName: text('Calidad bruta', 'Raw quality', 'Qualidade bruta'),
		formulaText: text(
			'media de las notas de las evaluaciones al azar, antes de los errores críticos',
			'mean score of the random evaluations, before critical errors',
			'média das notas das avaliações aleatórias, antes dos erros críticos'
		),
		...better('evaluationSubmitted'),
		formula: meanScore('qaRawMillionths', 'qaRawScored', 'qaRawSquares')
	},
	{
		id: 'qa_pass_rate',
		name: text('Evaluaciones aprobadas', 'Quality pass rate', 'Avaliações aprovadas'),
		shortName: text('Aprobadas', 'Passed', 'Aprovadas'),
		formulaText: text(
			'evaluaciones al azar aprobadas / evaluaciones al azar con nota',
			'random evaluations that passed / random evaluations with a score',
			'avaliações aleatórias aprovadas / avaliações aleatórias com nota'
		),
		...better('evaluationSubmitted'),
		formula: sampled('qaPassed', 'qaJudged')
	},
	{
		id: 'qa_score_by_contact',
		name: text(
			'Nota de calidad por fecha del contacto',
			'Quality score by contact date',
			'Nota de qualidade por data do contato'
		),
		shortName: text('Calidad (contacto)', 'Quality (contact)', 'Qualidade (contato)'),
		formulaText: text(
			'media de las notas finales de las evaluaciones al azar, cuando se gestionó el contacto',
			'mean final score of the random evaluations, when the contact was handled',
			'média das notas finais das avaliações aleatórias, quando o contato foi atendido'
		),
		...better('evaluatedContact'),
		formula: meanScore('qaMillionthsByContact', 'qaScoredByContact', 'qaSquaresByContact')
	},
	{
		id: 'qa_pass_rate_by_contact',
		name: text(
			'Evaluaciones aprobadas por fecha del contacto',
			'Quality pass rate by contact date',
			'Avaliações aprovadas por data do contato'
		),
		shortName: text('Aprobadas (contacto)', 'Passed (contact)', 'Aprovadas (contato)'),
		formulaText: text(
			'evaluaciones al azar aprobadas / evaluaciones al azar con nota, cuando se gestionó el contacto',
			'random evaluations that passed / random evaluations with a score, when the contact was handled',
			'avaliações aleatórias aprovadas / avaliações aleatórias com nota, quando o contato foi atendido'
		),
		...better('evaluatedContact'),
		formula: sampled('qaPassedByContact', 'qaJudgedByContact')
	},
	{
		id: 'qa_score_targeted',
		name: text(
			'Nota de las evaluaciones dirigidas',
			'Score of targeted evaluations',
			'Nota das avaliações dirigidas'
		),
		shortName: text('Calidad dirigida', 'Targeted quality', 'Qualidade dirigida'),
		formulaText: text(
			'media de las notas finales de las evaluaciones dirigidas y manuales; no habla de los demás contactos',
			'mean final score of the targeted and manual evaluations; it does not speak for other contacts',
			'média das notas finais das avaliações dirigidas e manuais; não fala pelos demais contatos'
		),
		...better('evaluationSubmitted'),
		formula: meanScore('qaTargetedMillionths', 'qaTargetedScored', 'qaTargetedSquares')
	},
	{
		id: 'auto_fail_rate',
		name: text(
			'Evaluaciones con nota anulada o limitada',
			'Auto-fail rate',
			'Avaliações com nota anulada ou limitada'
		),
		shortName: text('Nota anulada', 'Auto-fail', 'Nota anulada'),
		formulaText: text(
			'evaluaciones al azar cuya nota bajó un error crítico / evaluaciones al azar',
			'random evaluations whose score a critical error lowered / random evaluations',
			'avaliações aleatórias cuja nota um erro crítico baixou / avaliações aleatórias'
		),
		...better('evaluationSubmitted'),
		direction: 'down',
		formula: sampled('qaAutoFailed', 'qaDrawn')
	},
	{
		id: 'critical_accuracy_customer',
		name: text(
			'Precisión sin error crítico para el cliente',
			'Customer critical error accuracy',
			'Precisão sem erro crítico para o cliente'
		),
		shortName: text('Crítico cliente', 'Customer critical', 'Crítico cliente'),
		formulaText: criticalText(text('para el cliente', 'the customer', 'para o cliente')),
		...better('evaluationSubmitted'),
		formula: sampled('customerCriticalCorrect', 'customerCriticalApplicable')
	},
	{
		id: 'critical_accuracy_business',
		name: text(
			'Precisión sin error crítico para el negocio',
			'Business critical error accuracy',
			'Precisão sem erro crítico para o negócio'
		),
		shortName: text('Crítico negocio', 'Business critical', 'Crítico negócio'),
		formulaText: criticalText(text('para el negocio', 'the business', 'para o negócio')),
		...better('evaluationSubmitted'),
		formula: sampled('businessCriticalCorrect', 'businessCriticalApplicable')
	},
	{
		id: 'critical_accuracy_compliance',
		name: text(
			'Precisión sin error crítico de cumplimiento',
			'Compliance critical error accuracy',
			'Precisão sem erro crítico de conformidade'
		),
		shortName: text('Crítico cumplimiento', 'Compliance critical', 'Crítico conformidade'),
		formulaText: criticalText(text('de cumplimiento', 'compliance', 'de conformidade')),
		...better('evaluationSubmitted'),
		formula: sampled('complianceCriticalCorrect', 'complianceCriticalApplicable')
	},
	{
		id: 'evaluations',
		name: text('Evaluaciones', 'Evaluations', 'Avaliações'),
		shortName: text('Evaluaciones', 'Evaluations', 'Avaliações'),
		formulaText: text(
			'evaluaciones enviadas, al azar, dirigidas y manuales',
			'evaluations that were submitted: random, targeted and manual',
			'avaliações enviadas: aleatórias, dirigidas e manuais'
		),
		unit: 'count',
		direction: 'none',
		...ofSubmitted,
		formula: { kind: 'count', measure: 'evaluations' }
	},
	{
		id: 'dispute_rate',
		name: text('Evaluaciones reclamadas', 'Dispute rate', 'Avaliações contestadas'),
		shortName: text('Reclamadas', 'Disputed', 'Contestadas'),
		formulaText: text(
			'evaluaciones reclamadas / evaluaciones enviadas',
			'evaluations that were disputed / evaluations that were submitted',
			'avaliações contestadas / avaliações enviadas'
		),
		unit: 'ratio',
		direction: 'down',
		...ofSubmitted,
		formula: { kind: 'ratio', numerator: 'evaluationsDisputed', denominator: 'evaluations' }
	},
	{
		id: 'overturn_rate',
		name: text('Reclamaciones estimadas', 'Overturn rate', 'Contestações aceitas'),
		shortName: text('Estimadas', 'Overturned', 'Aceitas'),
		formulaText: text(
			'reclamaciones resueltas con cambio de la evaluación / reclamaciones resueltas',
			'disputes decided by a revision / disputes decided',
			'contestações resolvidas com mudança da avaliação / contestações resolvidas'
		),
		unit: 'ratio',
		direction: 'down',
		...ofSubmitted,
		formula: { kind: 'ratio', numerator: 'disputesRevised', denominator: 'disputesDecided' }
	},
	{
		id: 'evaluation_work',
		name: text('Tiempo por evaluación', 'Time per evaluation', 'Tempo por avaliação'),
		shortName: text('Tiempo evaluación', 'Evaluation time', 'Tempo avaliação'),
		formulaText: text(
			'media del tiempo con la pauta abierta, entre las evaluaciones que lo indican',
			'mean time with the form open, over the evaluations that say it',
			'média do tempo com o formulário aberto, entre as avaliações que o informam'
		),
		unit: 'duration',
		direction: 'none',
		...ofSubmitted,
		formula: { kind: 'mean', sum: 'evaluationWorkMs', n: 'evaluationsTimed' }
	}
] as const satisfies readonly Metric[];
