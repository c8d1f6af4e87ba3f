export const scorecard = {
	'scorecard.title': 'Quadro de comando'
} as const;
