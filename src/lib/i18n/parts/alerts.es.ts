/** Español: alerts. */
export const alerts = {
	'alerts.title': 'Alertas'
} as const;
