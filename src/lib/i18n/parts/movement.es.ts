/** Español: why a number moved. */
export const movement = {
	'movement.title': '¿Por qué ha cambiado?'
} as const;
