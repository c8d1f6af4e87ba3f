export const coaching = {
	'coaching.title': 'Acompañamiento'
} as const;
