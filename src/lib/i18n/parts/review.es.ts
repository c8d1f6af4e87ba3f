export const review = {
	'review.title': 'Mis evaluaciones'
} as const;
