/** Rows of the store as alerts and rules, and back. What another version wrote and this one cannot read is left out. */
import type { Insertable, Selectable } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { About } from '#lib/domain/alerts/alert-access.ts';
import { CLEAR_REASONS, Figures, WatchedRule } from '#lib/domain/alerts/alert.ts';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import { findAlertMetric } from '#lib/domain/alerts/alert-metrics.ts';
import { AlertRule } from '#lib/domain/alerts/rule.ts';
import type { AlertRulesTable, AlertsTable } from '../store/schema.ts';

const checkRule = TypeCompiler.Compile(AlertRule);
const checkAbout = TypeCompiler.Compile(About);
const checkWatched = TypeCompiler.Compile(WatchedRule);
const checkFigures = TypeCompiler.Compile(Figures);

export interface StoredRule {
	readonly id: string;
	readonly team: string;
	readonly rule: AlertRule;
	readonly revision: number;
	readonly isPaused: boolean;
	readonly hasSecret: boolean;
	readonly updatedAtMs: number;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Null for a rule that cannot be read, or whose metric is no longer in the catalogue. */
export function ruleOfRow(row: Selectable<AlertRulesTable>): StoredRule | null {
	const rule = parseJson(row.rule);
	if (!checkRule.Check(rule) || findAlertMetric(rule.metric) === null) return null;
	return {
		id: row.id,
		team: row.team,
		rule,
		revision: row.revision,
		isPaused: row.is_paused === 1,
		hasSecret: row.webhook_secret !== null,
		updatedAtMs: row.updated_at_ms
	};
}

const ackOf = (row: Selectable<AlertsTable>): Alert['acknowledged'] =>
	row.acknowledged_at_ms === null
		? null
		: {
				atMs: row.acknowledged_at_ms,
				by: row.acknowledged_by ?? '',
				name: row.acknowledged_name ?? '',
				note: row.note
			};

export function alertOfRow(row: Selectable<AlertsTable>): Alert | null {
	const [about, watched, figures] = [row.about, row.watched, row.figures].map(parseJson);
	if (!checkAbout.Check(about) || !checkWatched.Check(watched) || !checkFigures.Check(figures))
		return null;
	const reason = CLEAR_REASONS.find((one) => one === row.clear_reason) ?? 'recovered';
	return {
		id: row.id,
		rule: row.rule,
		team: row.team,
		queue: row.queue,
		queueName: row.queue_name,
		about,
		watched,
		figures,
		openedAtMs: row.opened_at_ms,
		acknowledged: ackOf(row),
		cleared: row.cleared_at_ms === null ? null : { atMs: row.cleared_at_ms, reason }
	};
}

export const openKey = (rule: string, queue: string): string => `${rule}:${queue}`;

/** Of one that opens now. */
export const rowOfAlert = (alert: Alert): Insertable<AlertsTable> => ({
	id: alert.id,
	rule: alert.rule,
	team: alert.team,
	queue: alert.queue,
	queue_name: alert.queueName,
	about: JSON.stringify(alert.about),
	watched: JSON.stringify(alert.watched),
	figures: JSON.stringify(alert.figures),
	opened_at_ms: alert.openedAtMs,
	open_key: openKey(alert.rule, alert.queue),
	reminded_at_ms: alert.openedAtMs,
	acknowledged_at_ms: null,
	acknowledged_by: null,
	acknowledged_name: null,
	note: '',
	cleared_at_ms: null,
	clear_reason: null
});

/** What of a rule an alert keeps. */
export function watchedOf(rule: AlertRule): WatchedRule {
	const { name, metric, window, per, comparison, threshold, clearThreshold } = rule;
	const { forMinutes, clearForMinutes, severity, language, onWall, withSound } = rule;
	return {
		name,
		metric,
		window,
		per,
		comparison,
		threshold,
		clearThreshold,
		forMinutes,
		clearForMinutes,
		severity,
		language,
		onWall,
		withSound
	};
}
