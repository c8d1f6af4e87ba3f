/** The tables of the operational store. Portable: text ids, integer milliseconds, 0/1 booleans, JSON as text. */

import type { Generated } from 'kysely';
import type { QualitySchema } from './quality-schema.ts';
import type { ScorecardSchema } from './scorecard-schema.ts';

export interface BoardsTable {
	id: string;
	/** BoardLayout as JSON. */
	layout: string;
	revision: number;
	updated_at_ms: number;
	/** The node of the tree of teams it belongs to. */
	team: Generated<string>;
	/** 1: its screens may show names and figures of single agents. */
	shows_agents: Generated<number>;
}

/** What the installation remembers about itself, and its settings, by name. */
export interface MetaTable {
	name: string;
	value: string;
}

/** The tree: company → site → client → team. */
export interface TeamsTable {
	id: string;
	/** Null: the company. */
	parent: string | null;
	kind: string;
	name: string;
	/** Order among its siblings. */
	position: number;
}

export interface TeamQueuesTable {
	team: string;
	queue: string;
}

/** The word by which events name a team (`agent.state.team`), and whose node it is. */
export interface TeamWordsTable {
	word: string;
	team: string;
}

export interface PeopleTable {
	id: string;
	/** In lower case; what one signs in with. */
	email: string;
	name: string;
	role: string;
	/** Id of the agent in events, for those who answer contacts. */
	agent: string | null;
	is_active: number;
	/** 1: made for the demo centre; may be signed in with one click while it runs. */
	is_demo: number;
	password_hash: string | null;
	password_changed_at_ms: number | null;
	/** Sealed with the key of the installation. */
	totp_secret: string | null;
	totp_confirmed_at_ms: number | null;
	/** Time step of the newest code that was accepted: none is accepted twice. */
	totp_last_step: number | null;
	oidc_issuer: string | null;
	oidc_subject: string | null;
	created_at_ms: number;
	updated_at_ms: number;
}

export interface PersonTeamsTable {
	person: string;
	team: string;
}

export interface SessionsTable {
	/** SHA-256 of the token in the cookie. */
	token_hash: string;
	/** Names the session on pages, where its token must not be. */
	id: string;
	person: string;
	/** `password`, `oidc`, `link` or `demo`. */
	method: string;
	created_at_ms: number;
	used_at_ms: number;
	expires_at_ms: number;
	address: string;
	/** What the browser calls itself. */
	agent_name: string;
}

export interface OneTimeLinksTable {
	token_hash: string;
	/** `first-administrator`, `invitation` or `new-password`. */
	purpose: string;
	/** Null for the first administrator. */
	person: string | null;
	created_at_ms: number;
	expires_at_ms: number;
	used_at_ms: number | null;
}

export interface RecoveryCodesTable {
	code_hash: string;
	person: string;
}

export interface FailedAttemptsTable {
	/** What was tried: `person:<email>`, `address:<network address>`, `pairing:<address>`. */
	subject: string;
	failures: number;
	last_at_ms: number;
	blocked_until_ms: number;
}

export interface ScreensTable {
	id: string;
	name: string;
	/** Ids of boards in their order, JSON. */
	boards: string;
	/** 0: one board, no rotation. */
	rotate_seconds: number;
	token_hash: string;
	/** Still accepted until the screen has shown that it has the new one. */
	previous_token_hash: string | null;
	token_issued_at_ms: number;
	token_expires_at_ms: number;
	paired_at_ms: number;
	/** Id of a person. */
	paired_by: string;
	revoked_at_ms: number | null;
	/** Rises when its boards change, so that the screen loads them. */
	revision: number;
	seen_at_ms: number | null;
	seen_address: string | null;
	/** What the screen last said of itself (ScreenReport), JSON. */
	report: string | null;
}

export interface PairingsTable {
	/** Of the six characters. */
	code_hash: string;
	/** Of what the screen alone knows, and fetches its token with. */
	secret_hash: string;
	created_at_ms: number;
	expires_at_ms: number;
	address: string;
	/** Set once a person has typed the code. */
	screen: string | null;
}

export interface ApiTokensTable {
	id: string;
	name: string;
	token_hash: string;
	/** Its first characters, to tell it from others. */
	hint: string;
	/** TokenScope[] as JSON. */
	scopes: string;
	/** CloudEvents sources it may send, JSON; empty: any. */
	sources: string;
	/** What it may read: this node and below. */
	team: string;
	created_at_ms: number;
	created_by: string;
	/** Null: does not expire. */
	expires_at_ms: number | null;
	revoked_at_ms: number | null;
	used_at_ms: number | null;
}

export interface QueueSettingsTable {
	queue: string;
	/** 0: from the beginning of time. */
	valid_from_ms: number;
	/** QueueVersion as JSON. */
	settings: string;
	changed_at_ms: number;
	changed_by: string;
}

export interface OutboxTable {
	/** Of the event. */
	id: string;
	created_at_ms: number;
	/** CloudEvent as JSON. */
	event: string;
}

/** Only ever added to; each row holds the hash of the one before. */
export interface AuditTable {
	seq: number;
	at_ms: number;
	/** `person`, `screen`, `token` or `system`. */
	actor_kind: string;
	actor: string;
	actor_name: string;
	/** Network address the request came from; empty for the system. */
	address: string;
	/** `person.changed`, … (AUDIT_ACTIONS). */
	action: string;
	/** `person:<id>`, `board:<id>`, … */
	object: string;
	/** JSON; null when there was nothing before. */
	before: string | null;
	/** JSON; null when nothing is left. */
	after: string | null;
	previous_hash: string;
	hash: string;
}

export interface ErasedSubjectsTable {
	/** HMAC of the id of a customer or an interaction. */
	subject_hash: string;
	/** `customer`, `interaction`, `mention` or `survey`. */
	kind: string;
	erased_at_ms: number;
}

export interface PrivacyJobsTable {
	id: string;
	/** `export` or `erasure`. */
	kind: string;
	/** `waiting`, `running`, `done` or `failed`. */
	state: string;
	/** Sealed while the job runs; empty once it is done. */
	subject: string;
	created_at_ms: number;
	created_by: string;
	updated_at_ms: number;
	/** What was found and done where, JSON. */
	report: string;
}

export interface AlertRulesTable {
	id: string;
	/** The node of the tree of teams it belongs to. */
	team: string;
	/** AlertRule as JSON. */
	rule: string;
	revision: number;
	is_paused: number;
	/** Signs its webhooks; sealed. Null: it calls none. */
	webhook_secret: string | null;
	created_at_ms: number;
	updated_at_ms: number;
	/** Kept for the log, and for messages that are still on their way. */
	removed_at_ms: number | null;
}

/** How far an alert that waits to open or to clear has come; none where all is well. */
export interface AlertStatesTable {
	rule: string;
	/** Empty: several together. */
	queue: string;
	/** Phase as JSON. */
	phase: string;
}

export interface AlertsTable {
	id: string;
	rule: string;
	/** Of the rule when it opened. */
	team: string;
	/** Empty: several together. */
	queue: string;
	/** As it was called when it opened. */
	queue_name: string;
	/** What it was summed over (About), JSON: whoever sees it reaches all of that. */
	about: string;
	/** The rule as it was when it opened (WatchedRule), JSON. */
	watched: string;
	/** Values (Figures), JSON. */
	figures: string;
	opened_at_ms: number;
	/** `<rule>:<queue>` while it is open, so that there is one; null afterwards. */
	open_key: string | null;
	/** When somebody was last told that it is open. */
	reminded_at_ms: number;
	acknowledged_at_ms: number | null;
	/** Id of a person. */
	acknowledged_by: string | null;
	acknowledged_name: string | null;
	note: string;
	cleared_at_ms: number | null;
	/** `recovered`, … (CLEAR_REASONS). */
	clear_reason: string | null;
}

/** Messages of alerts: those on their way, and what became of the others. */
export interface AlertDeliveriesTable {
	/** Sent along, so that whoever gets it twice knows. */
	id: string;
	/** Null: a test. */
	alert: string | null;
	rule: string;
	/** `webhook` or `email`. */
	kind: string;
	/** Address of the webhook, or the list of recipients, JSON. */
	target: string;
	/** AlertMessage as JSON. */
	message: string;
	/** `waiting`, `sent` or `failed`. */
	state: string;
	attempts: number;
	created_at_ms: number;
	/** Not tried before. */
	next_at_ms: number;
	finished_at_ms: number | null;
	/** Status of the last answer, or a word for what went wrong. */
	result: string;
}

export interface StoreSchema extends QualitySchema, ScorecardSchema {
	boards: BoardsTable;
	meta: MetaTable;
	teams: TeamsTable;
	team_queues: TeamQueuesTable;
	team_words: TeamWordsTable;
	people: PeopleTable;
	person_teams: PersonTeamsTable;
	sessions: SessionsTable;
	one_time_links: OneTimeLinksTable;
	recovery_codes: RecoveryCodesTable;
	failed_attempts: FailedAttemptsTable;
	screens: ScreensTable;
	pairings: PairingsTable;
	api_tokens: ApiTokensTable;
	queue_settings: QueueSettingsTable;
	outbox: OutboxTable;
	audit: AuditTable;
	erased_subjects: ErasedSubjectsTable;
	privacy_jobs: PrivacyJobsTable;
	alert_rules: AlertRulesTable;
	alert_states: AlertStatesTable;
	alerts: AlertsTable;
	alert_deliveries: AlertDeliveriesTable;
}
