export const review = {
	'review.title': 'My evaluations'
} as const;
