export const fairness = {
	'fairness.title': 'Resultados'
} as const;
