export const scorecard = {
	'scorecard.title': 'Scorecard'
} as const;
