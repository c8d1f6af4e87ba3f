export const regulation = {
	'regulation.title': 'Normativa'
} as const;
