/** What an operator of Atalaya is told of. Each has its section in docs/operations/README.md. */
import type { AlertGroup } from './alert-rule.ts';

export const ALERT_GROUPS: readonly AlertGroup[] = [
	{
		name: 'atalaya-ingest',
		rules: [
			{
				name: 'AtalayaIngestDown',
				severity: 'critical',
				for: '1m',
				expression: 'up{job="atalaya-ingest"} == 0',
				summary: 'Ingest {{ $labels.instance }} does not answer',
				description: 'Producers cannot deliver. They keep their events and try again.'
			},
			{
				name: 'AtalayaDatabaseAway',
				severity: 'critical',
				for: '2m',
				expression: 'atalaya_ingest_database_up == 0 or atalaya_web_database_up == 0',
				summary: '{{ $labels.instance }} cannot reach ClickHouse',
				description:
					'Ingest goes on accepting into its spool; numbers on boards stand still and show their age.'
			},
			{
				name: 'AtalayaCommitsLate',
				severity: 'warning',
				for: '2m',
				expression: 'atalaya_ingest_oldest_uncommitted_seconds{lane="live"} > 30',
				summary: 'Events of {{ $labels.instance }} reach the database late',
				description: 'The oldest live event has waited {{ $value | humanizeDuration }}.'
			},
			{
				name: 'AtalayaDatabaseRefuses',
				severity: 'critical',
				for: '1m',
				expression: 'atalaya_ingest_trouble{class="operator"} == 1',
				summary: 'ClickHouse refuses what {{ $labels.instance }} writes',
				description:
					'A missing table, a missing right or a wrong password. It does not go away by itself; events wait in the spool.'
			},
			{
				name: 'AtalayaSpoolFilling',
				severity: 'warning',
				for: '5m',
				expression: 'atalaya_ingest_spool_bytes / atalaya_ingest_spool_limit_bytes > 0.5',
				summary: 'The spool of {{ $labels.instance }} is {{ $value | humanizePercentage }} full',
				description: 'When it is full, producers are answered 503 and keep their events.'
			},
			{
				name: 'AtalayaDiskLow',
				severity: 'critical',
				for: '5m',
				expression:
					'atalaya_ingest_disk_free_bytes < 2 * atalaya_ingest_disk_reserve_bytes and atalaya_ingest_disk_reserve_bytes > 0',
				summary: 'The disk of {{ $labels.instance }} is nearly full',
				description:
					'{{ $value | humanize1024 }}B are free; below DISK_MIN_FREE_BYTES nothing more is accepted.'
			},
			{
				name: 'AtalayaDiskSlow',
				severity: 'warning',
				for: '10m',
				expression:
					'histogram_quantile(0.99, sum by (instance, le) (rate(atalaya_ingest_fsync_seconds_bucket[5m]))) > 0.5',
				summary: 'The disk of {{ $labels.instance }} takes long to make events durable',
				description: '99 of 100 fsyncs take up to {{ $value | humanizeDuration }}.'
			},
			{
				name: 'AtalayaRefusing',
				severity: 'critical',
				for: '2m',
				expression:
					'sum by (instance) (rate(atalaya_ingest_request_seconds_count{status=~"5.."}[5m])) > 0',
				summary: '{{ $labels.instance }} turns producers away',
				description: 'Requests for events are answered 5xx; nothing of these requests was taken.'
			},
			{
				name: 'AtalayaDeadLetters',
				severity: 'warning',
				for: '0m',
				expression: 'atalaya_ingest_dead_letters > 0',
				summary: '{{ $value }} events of {{ $labels.instance }} were refused by the database',
				description: 'They are kept as dead letters and count nowhere until somebody replays them.'
			},
			{
				name: 'AtalayaManyRejected',
				severity: 'warning',
				for: '15m',
				expression:
					'sum by (instance) (delta(atalaya_ingest_events{outcome="rejected"}[15m])) / clamp_min(sum by (instance) (delta(atalaya_ingest_events{outcome=~"accepted|rejected"}[15m])), 1) > 0.05',
				summary:
					'{{ $labels.instance }} rejects {{ $value | humanizePercentage }} of what producers send',
				description: 'The events do not fit their schema, or their token may not send them.'
			},
			{
				name: 'AtalayaSpoolDamaged',
				severity: 'critical',
				for: '0m',
				expression: 'atalaya_ingest_spool_damaged_records > 0',
				summary: 'Accepted events of {{ $labels.instance }} cannot be read from its disk',
				description: '{{ $value }} records were damaged on the medium and lie in quarantine.'
			}
		]
	},
	{
		name: 'atalaya-web',
		rules: [
			{
				name: 'AtalayaWebDown',
				severity: 'critical',
				for: '1m',
				expression: 'up{job="atalaya-web"} == 0',
				summary: 'Web {{ $labels.instance }} does not answer',
				description: 'Screens show the age of their numbers and reconnect when it is back.'
			},
			{
				name: 'AtalayaNumbersOld',
				severity: 'critical',
				for: '1m',
				expression: 'atalaya_web_numbers_age_seconds > 15 and atalaya_web_viewers > 0',
				summary: 'Boards of {{ $labels.instance }} show old numbers',
				description: 'They are {{ $value | humanizeDuration }} behind, and somebody is looking.'
			},
			{
				name: 'AtalayaNoticesLost',
				severity: 'warning',
				for: '5m',
				expression: 'atalaya_web_notices_connected == 0',
				summary: '{{ $labels.instance }} does not hear of commits',
				description: 'It asks the database every second instead, and boards may lack events.'
			},
			{
				name: 'AtalayaStoreAway',
				severity: 'critical',
				for: '1m',
				expression: 'atalaya_web_store_up == 0 or atalaya_ingest_store_up == 0',
				summary: '{{ $labels.instance }} cannot reach the operational store',
				description: 'Nobody can sign in; ingest goes by the tokens it read last.'
			},
			{
				name: 'AtalayaQuestionsFail',
				severity: 'warning',
				for: '5m',
				expression:
					'sum by (instance, lane) (rate(atalaya_web_question_seconds_count{outcome="failed"}[5m])) > 0.05',
				summary: 'Questions of lane {{ $labels.lane }} fail on {{ $labels.instance }}',
				description:
					'{{ $value | humanize }} a second: too slow, too large, or the database is ill.'
			},
			{
				name: 'AtalayaQuestionsSlow',
				severity: 'warning',
				for: '10m',
				expression:
					'histogram_quantile(0.95, sum by (instance, le) (rate(atalaya_web_question_seconds_bucket{lane="live"}[5m]))) > 1',
				summary: 'Questions for boards take long on {{ $labels.instance }}',
				description: '95 of 100 take up to {{ $value | humanizeDuration }}.'
			},
			{
				name: 'AtalayaWebErrors',
				severity: 'warning',
				for: '5m',
				expression:
					'sum by (instance) (rate(atalaya_web_request_seconds_count{status="5xx"}[5m])) > 0.02',
				summary: 'Pages of {{ $labels.instance }} fail',
				description: '{{ $value | humanize }} requests a second are answered 5xx.'
			},
			{
				name: 'AtalayaAlertsNotEvaluated',
				severity: 'critical',
				for: '10m',
				expression:
					'sum(rate(atalaya_web_alert_evaluation_failures_total[10m])) > 0 and sum(rate(atalaya_web_alert_turn_seconds_count[10m])) == 0',
				summary: 'Nobody compares alert rules with their numbers',
				description: 'Alerts of the contact centre are neither opened nor cleared.'
			},
			{
				name: 'AtalayaAlertsNotDelivered',
				severity: 'warning',
				for: '0m',
				expression:
					'sum by (kind) (increase(atalaya_web_alert_deliveries_total{outcome="failed"}[15m])) > 0',
				summary: 'Messages of alerts ({{ $labels.kind }}) were given up',
				description: 'Somebody was to be told of an alert and was not.'
			},
			{
				name: 'AtalayaAuditBroken',
				severity: 'critical',
				for: '0m',
				expression: 'atalaya_web_audit_chain_intact == 0',
				summary: 'The audit log of {{ $labels.instance }} was changed',
				description: 'An entry is missing or another than when it was written.'
			}
		]
	},
	{
		name: 'atalaya-processes',
		rules: [
			{
				name: 'AtalayaRestarting',
				severity: 'warning',
				for: '0m',
				expression:
					'changes(process_start_time_seconds{job="atalaya-ingest"}[15m]) > 2 or changes(atalaya_web_process_start_time_seconds[15m]) > 2',
				summary: '{{ $labels.instance }} starts again and again',
				description: '{{ $value }} times within a quarter of an hour.'
			},
			{
				name: 'AtalayaEventLoopBlocked',
				severity: 'warning',
				for: '5m',
				expression:
					'nodejs_eventloop_lag_p99_seconds{job="atalaya-ingest"} > 0.25 or atalaya_web_nodejs_eventloop_lag_p99_seconds > 0.25',
				summary: '{{ $labels.instance }} has more to do than it can',
				description: 'What arrives waits {{ $value | humanizeDuration }} until it is looked at.'
			},
			{
				name: 'AtalayaFilesRunningOut',
				severity: 'warning',
				for: '5m',
				expression:
					'process_open_fds{job="atalaya-ingest"} / process_max_fds > 0.8 or atalaya_web_process_open_fds / atalaya_web_process_max_fds > 0.8',
				summary: '{{ $labels.instance }} has {{ $value | humanizePercentage }} of its files open',
				description: 'Connections are refused when there are no more.'
			}
		]
	}
];

export const ALERT_RULES = ALERT_GROUPS.flatMap(({ rules }) => rules);
