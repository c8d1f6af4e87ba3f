/** English: why a number moved. */
export const movement = {
	'movement.title': 'Why did it move?'
} as const;
