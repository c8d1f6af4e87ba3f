/** The dashboard as Grafana imports it. */
import { DASHBOARD_ROWS } from './dashboard-rows.ts';
import type { Panel, Row } from './panel.ts';

const COLUMNS = 24;
const CHART_HEIGHT = 8;
const STAT_HEIGHT = 4;
const SOURCE = { type: 'prometheus', uid: '${datasource}' };

interface Place {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}

const heightOf = ({ kind }: Panel): number => (kind === 'stat' ? STAT_HEIGHT : CHART_HEIGHT);

const panelOf = (
	{ title, description, kind, unit, queries }: Panel,
	id: number,
	gridPos: Place
): object => ({
	id,
	type: kind,
	title,
	description,
	datasource: SOURCE,
	gridPos,
	fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
	options:
		kind === 'stat'
			? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'none', graphMode: 'area' }
			: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
	targets: queries.map(({ expression, legend }, n) => ({
		refId: String.fromCharCode(65 + n),
		datasource: SOURCE,
		editorMode: 'code',
		expr: expression,
		...(legend === '' ? {} : { legendFormat: legend })
	}))
});

/** One after the other, as many in a line as fit. */
function placed(rows: readonly Row[]): object[] {
	const panels: object[] = [];
	let y = 0;
	for (const { title, panels: own } of rows) {
		const gridPos = { x: 0, y, w: COLUMNS, h: 1 };
		panels.push({
			id: panels.length + 1,
			type: 'row',
			title,
			collapsed: false,
			gridPos,
			panels: []
		});
		y += 1;
		let x = 0;
		for (const panel of own) {
			if (x + panel.width > COLUMNS) {
				x = 0;
				y += heightOf(panel);
			}
			const place = { x, y, w: panel.width, h: heightOf(panel) };
			panels.push(panelOf(panel, panels.length + 1, place));
			x += panel.width;
		}
		y += own[0] ? heightOf(own[0]) : 0;
	}
	return panels;
}

export const dashboard = (): object => ({
	uid: 'atalaya',
	title: 'Atalaya',
	description: 'From the door of ingest to the screens.',
	tags: ['atalaya'],
	schemaVersion: 39,
	version: 1,
	editable: true,
	graphTooltip: 1,
	timezone: 'browser',
	refresh: '30s',
	time: { from: 'now-3h', to: 'now' },
	templating: {
		list: [
			{
				name: 'datasource',
				label: 'Data source',
				type: 'datasource',
				query: 'prometheus',
				refresh: 1,
				current: {},
				options: []
			},
			{
				name: 'instance',
				label: 'Instance',
				type: 'query',
				datasource: SOURCE,
				query: { query: 'label_values(up{job=~"atalaya-.*"}, instance)', refId: 'instances' },
				refresh: 2,
				sort: 1,
				multi: true,
				includeAll: true,
				allValue: '.*',
				current: { text: 'All', value: '$__all' },
				options: []
			}
		]
	},
	annotations: { list: [] },
	links: [],
	panels: placed(DASHBOARD_ROWS)
});
