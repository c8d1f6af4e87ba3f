/** An alert of Prometheus as we write it down; alerts.yml is made of these. */
export interface AlertRule {
	readonly name: `Atalaya${string}`;
	/** `critical`: somebody gets up at night. `warning`: somebody looks during the day. */
	readonly severity: 'critical' | 'warning';
	/** How long it must hold, as Prometheus writes durations. */
	readonly for: string;
	readonly expression: string;
	readonly summary: string;
	readonly description: string;
}

export interface AlertGroup {
	readonly name: string;
	readonly rules: readonly AlertRule[];
}
