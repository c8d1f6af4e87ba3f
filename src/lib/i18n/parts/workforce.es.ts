/** Español: schedules and adherence. */
export const workforce = {
	'workforce.title': 'Turnos'
} as const;
