/** English: schedules and adherence. */
export const workforce = {
	'workforce.title': 'Schedules'
} as const;
