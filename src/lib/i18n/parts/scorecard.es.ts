export const scorecard = {
	'scorecard.title': 'Cuadro de mando'
} as const;
