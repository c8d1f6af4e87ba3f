export const reports = {
	'reports.title': 'Relatórios'
} as const;
