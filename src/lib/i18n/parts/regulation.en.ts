export const regulation = {
	'regulation.title': 'Regulation'
} as const;
