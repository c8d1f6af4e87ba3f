export const regulation = {
	'regulation.title': 'Regulamentação'
} as const;
