export const coaching = {
	'coaching.title': 'Coaching'
} as const;
