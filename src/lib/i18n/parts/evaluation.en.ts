export const evaluation = {
	'evaluation.title': 'Evaluation'
} as const;
