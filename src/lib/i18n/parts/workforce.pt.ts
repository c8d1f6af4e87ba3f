/** Português: schedules and adherence. */
export const workforce = {
	'workforce.title': 'Escalas'
} as const;
