/** The figures of a web process. */
import type { Metric } from './metric.ts';

export const WEB_METRICS = {
	requestSeconds: {
		name: 'atalaya_web_request_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'Time until a request for a page or of the API was answered',
		labels: { status: ['1xx', '2xx', '3xx', '4xx', '5xx'] },
		buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]
	},
	viewers: {
		name: 'atalaya_web_viewers',
		type: 'gauge',
		unit: 'things',
		help: 'Open connections of boards',
		labels: {}
	},
	channels: {
		name: 'atalaya_web_watched_boards',
		type: 'gauge',
		unit: 'things',
		help: 'Boards that somebody looks at, once for each scope they are seen with',
		labels: {}
	},
	publishSeconds: {
		name: 'atalaya_web_tick_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'Time to compute, encode and hand out the frames of all boards; its count is that of ticks',
		labels: {},
		buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1]
	},
	frames: {
		name: 'atalaya_web_frames_total',
		type: 'counter',
		unit: 'things',
		help: 'Frames handed to viewers',
		labels: {}
	},
	frameBytes: {
		name: 'atalaya_web_frame_bytes_total',
		type: 'counter',
		unit: 'bytes',
		help: 'Their size, before compression',
		labels: {}
	},
	numbersAge: {
		name: 'atalaya_web_numbers_age_seconds',
		type: 'gauge',
		unit: 'seconds',
		help: 'How far behind now the numbers on the boards are; absent before anything was read',
		labels: {}
	},
	ledgerContacts: {
		name: 'atalaya_web_ledger_contacts',
		type: 'gauge',
		unit: 'things',
		help: 'Contacts whose bookings are held in memory for the floor',
		labels: {}
	},
	ledgerMissed: {
		name: 'atalaya_web_ledger_missed_hours',
		type: 'gauge',
		unit: 'things',
		help: 'Hours that were read anew since the start because the floor lacked something no notice had told of',
		labels: {}
	},
	notices: {
		name: 'atalaya_web_notices_connected',
		type: 'gauge',
		unit: 'yes or no',
		help: 'Every ingest process tells of its commits and keeps up',
		labels: {}
	},
	questionSeconds: {
		name: 'atalaya_web_question_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'Time of one question to the database',
		labels: { lane: ['ingest', 'live', 'report'], outcome: ['answered', 'failed'] },
		buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60]
	},
	storeSeconds: {
		name: 'atalaya_web_store_query_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'Time of one statement of the operational store',
		labels: { outcome: ['answered', 'failed'] },
		buckets: [0.0005, 0.001, 0.0025, 0.01, 0.05, 0.25, 1, 5, 30]
	},
	databaseUp: {
		name: 'atalaya_web_database_up',
		type: 'gauge',
		unit: 'yes or no',
		help: 'The database answers this process',
		labels: {}
	},
	storeUp: {
		name: 'atalaya_web_store_up',
		type: 'gauge',
		unit: 'yes or no',
		help: 'The operational store answers this process',
		labels: {}
	},
	auditIntact: {
		name: 'atalaya_web_audit_chain_intact',
		type: 'gauge',
		unit: 'yes or no',
		help: 'The audit log is whole, as far as this process has looked; absent before the first look',
		labels: {}
	},
	alertEvaluations: {
		name: 'atalaya_web_alert_evaluations_total',
		type: 'counter',
		unit: 'things',
		help: 'Comparisons of a rule with its numbers',
		labels: {}
	},
	alertEvaluationFailures: {
		name: 'atalaya_web_alert_evaluation_failures_total',
		type: 'counter',
		unit: 'things',
		help: 'Turns, or questions within one, that failed',
		labels: {}
	},
	alertTurnSeconds: {
		name: 'atalaya_web_alert_turn_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'How long one look at all rules takes',
		labels: {},
		buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10]
	},
	alertTransitions: {
		name: 'atalaya_web_alerts_total',
		type: 'counter',
		unit: 'things',
		help: 'Alerts that were opened, cleared or reminded of',
		labels: { what: ['opened', 'cleared', 'reminded'] }
	},
	alertDeliveries: {
		name: 'atalaya_web_alert_deliveries_total',
		type: 'counter',
		unit: 'things',
		help: 'Attempts to tell somebody of an alert',
		labels: { kind: ['webhook', 'email'], outcome: ['sent', 'failed', 'again'] }
	}
} as const satisfies Record<string, Metric>;
