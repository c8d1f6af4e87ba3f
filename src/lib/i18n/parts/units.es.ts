export const units = {
	'units.title': 'Comparar unidades'
} as const;
