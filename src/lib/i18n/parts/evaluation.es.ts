export const evaluation = {
	'evaluation.title': 'Evaluación'
} as const;
