/** Português: why a number moved. */
export const movement = {
	'movement.title': 'Por que mudou?'
} as const;
