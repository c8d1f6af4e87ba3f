export const units = {
	'units.title': 'Compare units'
} as const;
