export const review = {
	'review.title': 'Minhas avaliações'
} as const;
