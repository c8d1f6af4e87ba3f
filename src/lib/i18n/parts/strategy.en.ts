export const strategy = {
	'strategy.title': 'Strategy map'
} as const;
