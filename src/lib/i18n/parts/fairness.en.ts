export const fairness = {
	'fairness.title': 'Results'
} as const;
