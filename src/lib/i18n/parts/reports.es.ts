export const reports = {
	'reports.title': 'Informes'
} as const;
