/** Tables of scorecards, of the figures and money behind them, and of what is made of them. Instants are milliseconds since 1970, months `2026-10`, money whole cents. */

/** What all versions of a scorecard share. */
export interface ScorecardsTable {
	id: string;
	/** The node of the tree of teams it speaks of. */
	team: string;
	created_at_ms: number;
	created_by: string;
	archived_at_ms: number | null;
}

/** Only ever added to. */
export interface ScorecardVersionsTable {
	scorecard: string;
	version: number;
	/** The first month it holds for. */
	valid_from: string;
	/** ScorecardContent as JSON. */
	content: string;
	note: string;
	created_at_ms: number;
	created_by: string;
}

/** What was measured of one source in one unit and month: derived, and read again when what it rests on changed. */
export interface ScorecardReadingsTable {
	/** `sourceKey` of the measure. */
	source: string;
	/** Node of the tree of teams. */
	team: string;
	/** Id of the agent in events; empty: all of the node. */
	agent: string;
	month: string;
	/** Reading as JSON; null: nothing was measured. */
	reading: string | null;
	/** What it was computed under (unit, settings, rates): another text makes it stale. */
	basis: string;
	read_at_ms: number;
	/** When its value last became another one. */
	changed_at_ms: number;
}

/** A number that comes from people or other systems: turnover, training hours, engagement. */
export interface FiguresTable {
	id: string;
	/** The node it belongs to: those who reach it may use it. */
	team: string;
	/** Figure as JSON: name, unit, how it adds up, where it comes from. */
	figure: string;
	revision: number;
	created_at_ms: number;
	created_by: string;
	archived_at_ms: number | null;
}

/** Values of figures, by unit and month. Only ever added to: a correction is a new revision. */
export interface FigureValuesTable {
	figure: string;
	team: string;
	month: string;
	revision: number;
	numerator: number;
	/** Null: the numerator is the value. */
	denominator: number | null;
	n: number;
	/** `entered`, `approved`, `refused` or `withdrawn`. */
	state: string;
	is_estimate: number;
	/** 1: it says that there is no value, after one that was a mistake. */
	is_void: number;
	/** In words, or an address: what it rests on. */
	source: string;
	evidence: string;
	entered_at_ms: number;
	/** Id of a person or a token. */
	entered_by: string;
	decided_at_ms: number | null;
	decided_by: string | null;
	decision: string;
}

/** What contacts cost, from a day on. Only ever added to. */
export interface CostRatesTable {
	id: string;
	team: string;
	/** CostRate as JSON: what is paid for (contact, hour, month), of which channels, how much. */
	rate: string;
	valid_from: string;
	created_at_ms: number;
	created_by: string;
	/** It was a mistake and counts no more. */
	withdrawn_at_ms: number | null;
}

/** What a client pays, and what falls due when a promise is not kept. Only ever added to. */
export interface ClientContractsTable {
	id: string;
	/** The client: a node of the tree of teams. */
	team: string;
	/** ClientContract as JSON: terms of revenue, bands of bonus and malus. */
	contract: string;
	valid_from: string;
	created_at_ms: number;
	created_by: string;
	withdrawn_at_ms: number | null;
}

export interface InitiativesTable {
	id: string;
	scorecard: string;
	/** Initiative as JSON: name, owner, budget, milestones, expected effects. */
	initiative: string;
	revision: number;
	created_at_ms: number;
	created_by: string;
	updated_at_ms: number;
	archived_at_ms: number | null;
}

/** A period as it was shown when it was frozen. Never changes. */
export interface FrozenScorecardsTable {
	/** Part of its address: not to be guessed. */
	id: string;
	scorecard: string;
	/** The unit it was frozen for, from whose reach it is read. */
	team: string;
	agent: string;
	month: string;
	range: string;
	/** FrozenScorecard as JSON. */
	content: string;
	/** SHA-256 of the content. */
	hash: string;
	note: string;
	created_at_ms: number;
	created_by: string;
}

export interface ReportSchedulesTable {
	id: string;
	scorecard: string;
	team: string;
	/** ReportSchedule as JSON: range, language, files, when, to whom. */
	schedule: string;
	revision: number;
	created_at_ms: number;
	created_by: string;
	/** Null: it is paused. */
	next_at_ms: number | null;
	archived_at_ms: number | null;
}

/** What was sent, or why not. */
export interface ReportRunsTable {
	id: string;
	schedule: string;
	month: string;
	/** `waiting`, `sent` or `failed`. */
	state: string;
	attempts: number;
	due_at_ms: number;
	/** Not tried before it. */
	next_at_ms: number;
	finished_at_ms: number | null;
	/** Id of what was frozen for it. */
	frozen: string | null;
	result: string;
}

export interface ScorecardSchema {
	scorecards: ScorecardsTable;
	scorecard_versions: ScorecardVersionsTable;
	scorecard_readings: ScorecardReadingsTable;
	figures: FiguresTable;
	figure_values: FigureValuesTable;
	cost_rates: CostRatesTable;
	client_contracts: ClientContractsTable;
	initiatives: InitiativesTable;
	frozen_scorecards: FrozenScorecardsTable;
	report_schedules: ReportSchedulesTable;
	report_runs: ReportRunsTable;
}
