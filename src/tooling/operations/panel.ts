/** A panel of the dashboard as we write it down; dashboard.json is made of these. */
export interface PanelQuery {
	readonly expression: string;
	/** With `{{label}}` as Grafana replaces them. */
	readonly legend: string;
}

export interface Panel {
	readonly title: string;
	readonly description: string;
	readonly kind: 'timeseries' | 'stat';
	/** As Grafana names units. */
	readonly unit: 's' | 'bytes' | 'Bps' | 'short' | 'cps' | 'percentunit' | 'reqps' | 'bool_yes_no';
	/** Of the 24 columns. */
	readonly width: 4 | 6 | 8 | 12;
	readonly queries: readonly PanelQuery[];
}

export interface Row {
	readonly title: string;
	readonly panels: readonly Panel[];
}
