export const evaluation = {
	'evaluation.title': 'Avaliação'
} as const;
