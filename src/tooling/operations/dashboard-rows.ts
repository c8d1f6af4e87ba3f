/** What the dashboard shows, row by row: first whether all is well, then the way of an event from door to screen. */
import type { Panel, PanelQuery, Row } from './panel.ts';

const quantiles = (metric: string, by: string, selector = ''): readonly PanelQuery[] =>
	[0.5, 0.95, 0.99].map((q) => ({
		expression: `histogram_quantile(${q}, sum by (${by === '' ? 'le' : `${by}, le`}) (rate(${metric}_bucket{instance=~"$instance"${selector}}[$__rate_interval])))`,
		legend: by === '' ? `p${q * 100}` : `p${q * 100} {{${by}}}`
	}));

const one = (expression: string, legend: string): readonly PanelQuery[] => [{ expression, legend }];

const stat = (
	title: string,
	description: string,
	unit: Panel['unit'],
	expression: string
): Panel => ({ title, description, unit, kind: 'stat', width: 4, queries: one(expression, '') });

const chart = (
	title: string,
	description: string,
	unit: Panel['unit'],
	queries: readonly PanelQuery[],
	width: Panel['width'] = 8
): Panel => ({ title, description, unit, kind: 'timeseries', width, queries });

const ALL = 'instance=~"$instance"';

const HEALTH: Row = {
	title: 'Is all well?',
	panels: [
		stat(
			'Database answers',
			'Whether every process reaches ClickHouse.',
			'bool_yes_no',
			`min(atalaya_ingest_database_up{${ALL}} or atalaya_web_database_up{${ALL}})`
		),
		stat(
			'Store answers',
			'Whether every process reaches the operational store.',
			'bool_yes_no',
			`min(atalaya_ingest_store_up{${ALL}} or atalaya_web_store_up{${ALL}})`
		),
		stat(
			'Age of the numbers',
			'How far behind now boards are, at worst.',
			's',
			`max(atalaya_web_numbers_age_seconds{${ALL}})`
		),
		stat(
			'Oldest event on its way',
			'Age of the oldest live event that is not in the database.',
			's',
			`max(atalaya_ingest_oldest_uncommitted_seconds{${ALL},lane="live"})`
		),
		stat(
			'Dead letters',
			'Events the database refused and nobody has dealt with.',
			'short',
			`sum(atalaya_ingest_dead_letters{${ALL}})`
		),
		stat('Viewers', 'Open connections of boards.', 'short', `sum(atalaya_web_viewers{${ALL}})`)
	]
};

const DOOR: Row = {
	title: 'Ingest: door and spool',
	panels: [
		chart(
			'Events by outcome',
			'What became of what producers sent.',
			'cps',
			one(
				`sum by (outcome) (deriv(atalaya_ingest_events{${ALL},outcome!="in_spool"}[$__rate_interval]))`,
				'{{outcome}}'
			)
		),
		chart(
			'Requests by status',
			'Requests for events by how they were answered.',
			'reqps',
			one(
				`sum by (status) (rate(atalaya_ingest_request_seconds_count{${ALL}}[$__rate_interval]))`,
				'{{status}}'
			)
		),
		chart(
			'Time until the answer',
			'It includes the fsync.',
			's',
			quantiles('atalaya_ingest_request_seconds', '')
		),
		chart(
			'fsync of the spool',
			'One serves all requests that wait.',
			's',
			quantiles('atalaya_ingest_fsync_seconds', '')
		),
		chart('Spool', 'Events on disk, and the size at which they are refused.', 'bytes', [
			{
				expression: `sum by (instance) (atalaya_ingest_spool_bytes{${ALL}})`,
				legend: '{{instance}}'
			},
			{ expression: `min(atalaya_ingest_spool_limit_bytes{${ALL}})`, legend: 'limit' }
		]),
		chart('Free space', 'Where the spool is, and what is left alone.', 'bytes', [
			{
				expression: `min by (instance) (atalaya_ingest_disk_free_bytes{${ALL}})`,
				legend: '{{instance}}'
			},
			{ expression: `max(atalaya_ingest_disk_reserve_bytes{${ALL}})`, legend: 'reserve' }
		])
	]
};

const WRITER: Row = {
	title: 'Ingest: into the database',
	panels: [
		chart(
			'From arrival to commit',
			'Of the oldest event of each batch.',
			's',
			quantiles('atalaya_ingest_commit_seconds', 'lane')
		),
		chart(
			'Time of an insert',
			'One insert is one batch.',
			's',
			quantiles('atalaya_ingest_insert_seconds', '')
		),
		chart('Batches and rows', 'Inserts and the rows in them.', 'cps', [
			{
				expression: `sum(rate(atalaya_ingest_insert_seconds_count{${ALL}}[$__rate_interval]))`,
				legend: 'batches'
			},
			{
				expression: `sum(rate(atalaya_ingest_rows_total{${ALL}}[$__rate_interval]))`,
				legend: 'rows'
			}
		]),
		chart(
			'Age of the oldest event',
			'That is not in the database, by lane.',
			's',
			one(`max by (lane) (atalaya_ingest_oldest_uncommitted_seconds{${ALL}})`, '{{lane}}')
		),
		chart(
			'Steps that failed',
			'They are tried again; the class says why.',
			'cps',
			one(
				`sum by (step, class) (rate(atalaya_ingest_failures_total{${ALL}}[$__rate_interval]))`,
				'{{step}} {{class}}'
			)
		),
		chart(
			'Rows of a batch',
			'Many small batches cost the database more than few large ones.',
			'short',
			quantiles('atalaya_ingest_batch_rows', '')
		)
	]
};

const SCREENS: Row = {
	title: 'Web: boards',
	panels: [
		chart('Viewers and boards', 'Connections, and what they look at.', 'short', [
			{ expression: `sum(atalaya_web_viewers{${ALL}})`, legend: 'viewers' },
			{ expression: `sum(atalaya_web_watched_boards{${ALL}})`, legend: 'boards' }
		]),
		chart(
			'Time of a tick',
			'Compute, encode and hand out the frames of all boards.',
			's',
			quantiles('atalaya_web_tick_seconds', '')
		),
		chart('Ticks and frames', 'A tick makes one frame a board; each viewer is handed it.', 'cps', [
			{
				expression: `sum(rate(atalaya_web_tick_seconds_count{${ALL}}[$__rate_interval]))`,
				legend: 'ticks'
			},
			{
				expression: `sum(rate(atalaya_web_frames_total{${ALL}}[$__rate_interval]))`,
				legend: 'frames'
			}
		]),
		chart(
			'Sent to viewers',
			'Size of the frames.',
			'Bps',
			one(`sum(rate(atalaya_web_frame_bytes_total{${ALL}}[$__rate_interval]))`, 'frames')
		),
		chart(
			'Age of the numbers',
			'How far behind now boards are.',
			's',
			one(`max by (instance) (atalaya_web_numbers_age_seconds{${ALL}})`, '{{instance}}')
		),
		chart(
			'Hears of commits',
			'Whether every ingest process tells of its commits.',
			'bool_yes_no',
			one(`min by (instance) (atalaya_web_notices_connected{${ALL}})`, '{{instance}}')
		),
		chart(
			'Ledger of the floor',
			'Contacts of the day that are held in memory, and hours that were read again because a notice was missing.',
			'short',
			[
				{
					expression: `sum by (instance) (atalaya_web_ledger_contacts{${ALL}})`,
					legend: '{{instance}} contacts'
				},
				{
					expression: `sum by (instance) (atalaya_web_ledger_missed_hours{${ALL}})`,
					legend: '{{instance}} hours read again'
				}
			]
		)
	]
};

const QUESTIONS: Row = {
	title: 'Web: questions and pages',
	panels: [
		chart(
			'Questions for boards',
			'Time of one question of the lane "live".',
			's',
			quantiles('atalaya_web_question_seconds', '', ',lane="live"')
		),
		chart(
			'Questions of people',
			'Time of one question of the lane "report".',
			's',
			quantiles('atalaya_web_question_seconds', '', ',lane="report"')
		),
		chart(
			'Questions by lane',
			'How many, and which failed.',
			'cps',
			one(
				`sum by (lane, outcome) (rate(atalaya_web_question_seconds_count{${ALL}}[$__rate_interval]))`,
				'{{lane}} {{outcome}}'
			)
		),
		chart(
			'Statements of the store',
			'Time of one statement of SQLite or PostgreSQL.',
			's',
			quantiles('atalaya_web_store_query_seconds', '')
		),
		chart(
			'Pages by status',
			'Pages and the API by how they were answered.',
			'reqps',
			one(
				`sum by (status) (rate(atalaya_web_request_seconds_count{${ALL}}[$__rate_interval]))`,
				'{{status}}'
			)
		),
		chart(
			'Messages of alerts',
			'Attempts to tell somebody, by what became of them.',
			'cps',
			one(
				`sum by (kind, outcome) (rate(atalaya_web_alert_deliveries_total{${ALL}}[$__rate_interval]))`,
				'{{kind}} {{outcome}}'
			)
		)
	]
};

const PROCESSES: Row = {
	title: 'Processes',
	panels: [
		chart(
			'Event loop',
			'How long what arrives waits until it is looked at (p99).',
			's',
			one(
				`nodejs_eventloop_lag_p99_seconds{${ALL}} or atalaya_web_nodejs_eventloop_lag_p99_seconds{${ALL}}`,
				'{{job}} {{instance}}'
			)
		),
		chart(
			'Memory',
			'Resident memory.',
			'bytes',
			one(
				`process_resident_memory_bytes{${ALL}} or atalaya_web_process_resident_memory_bytes{${ALL}}`,
				'{{job}} {{instance}}'
			)
		),
		chart(
			'Processor',
			'Share of one core.',
			'percentunit',
			one(
				`rate(process_cpu_seconds_total{${ALL}}[$__rate_interval]) or rate(atalaya_web_process_cpu_seconds_total{${ALL}}[$__rate_interval])`,
				'{{job}} {{instance}}'
			)
		)
	]
};

export const DASHBOARD_ROWS: readonly Row[] = [HEALTH, DOOR, WRITER, SCREENS, QUESTIONS, PROCESSES];
