export const reports = {
	'reports.title': 'Reports'
} as const;
