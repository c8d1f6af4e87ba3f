/** English: alerts. */
export const alerts = {
	'alerts.title': 'Alerts'
} as const;
