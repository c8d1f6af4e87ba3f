export const strategy = {
	'strategy.title': 'Mapa estratégico'
} as const;
