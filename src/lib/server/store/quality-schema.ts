/** The tables of quality: forms, samples, evaluations, calibration, coaching. Conventions as in schema.ts. */

export interface QualityFormsTable {
	id: string;
	/** The node of the tree of teams it belongs to: those who reach it may use it. */
	team: string;
	/** FormContent as JSON: what is being written; null: nothing beyond the newest version. */
	draft: string | null;
	/** Rises with each save of the draft. */
	revision: number;
	created_at_ms: number;
	created_by: string;
	updated_at_ms: number;
	/** Not offered for new evaluations any more. */
	archived_at_ms: number | null;
}

/** Never changed and never removed. */
export interface QualityFormVersionsTable {
	form: string;
	version: number;
	/** FormContent as JSON. */
	content: string;
	/** SHA-256 of `content`. */
	hash: string;
	published_at_ms: number;
	published_by: string;
}

export interface SamplingPlansTable {
	id: string;
	/** The node whose contacts it draws from. */
	team: string;
	/** SamplingPlan as JSON. */
	plan: string;
	revision: number;
	is_paused: number;
	created_at_ms: number;
	created_by: string;
	updated_at_ms: number;
	removed_at_ms: number | null;
}

/** One draw of a plan for one period; never changed once it is final. */
export interface SamplingDrawsTable {
	id: string;
	plan: string;
	/** Such as `2026-W47`. */
	period: string;
	/** The plan as it was when the first slice was drawn, its seed filled in, JSON. */
	plan_as_drawn: string;
	/** Latest change. */
	drawn_at_ms: number;
	/** How many contacts were drawn from. */
	population: number;
	/** DrawReport as JSON: slices, and strata with their populations, quotas and draws. */
	report: string;
	/** Rises with each change: whoever changes it from what all have read, has drawn. */
	revision: number;
	/** 1: the period is over and nothing will be added. */
	is_final: number;
}

/** What was drawn from: ids of contacts by stratum, so that anybody can draw again. */
export interface SamplingPopulationsTable {
	draw: string;
	stratum: string;
	/** StratumPopulation as JSON: by slice, in the order of the keys. */
	interactions: string;
}

/** Contacts that were drawn and not evaluated. */
export interface SamplingSkipsTable {
	id: string;
	draw: string;
	stratum: string;
	interaction: string;
	at_ms: number;
	/** A word of SKIP_REASONS, or NO_EVALUATOR. */
	reason: string;
	note: string;
	/** Id of a person; empty: the product itself. */
	skipped_by: string;
}

/** Somebody is to evaluate something. */
export interface QualityAssignmentsTable {
	id: string;
	/** EvaluationKind. */
	kind: string;
	/** Lane. */
	lane: string;
	/** Null: not of a draw. */
	draw: string | null;
	stratum: string;
	/** Hex key it was drawn by; empty: not of a draw. */
	draw_key: string;
	/** Of kind `calibration`; null otherwise. */
	session: string | null;
	/** Of kind `second` and `review`: the evaluation it stands beside. */
	beside: string | null;
	interaction: string;
	agent: string;
	queue: string;
	channel: string;
	contact_at_ms: number;
	form: string;
	form_version: number;
	/** Id of a person. */
	evaluator: string;
	due_at_ms: number;
	/** `open`, `done`, `skipped` or `withdrawn`. */
	state: string;
	created_at_ms: number;
	created_by: string;
	/** The evaluation that came of it. */
	evaluation: string | null;
}

export interface EvaluationsTable {
	id: string;
	/** EvaluationKind. */
	kind: string;
	/** Lane. */
	lane: string;
	assignment: string | null;
	/** Of kind `calibration`. */
	session: string | null;
	/** Of kind `second` and `review`: the evaluation it stands beside. */
	beside: string | null;
	interaction: string;
	agent: string;
	queue: string;
	channel: string;
	contact_at_ms: number;
	form: string;
	form_version: number;
	/** Id of a person. */
	evaluator: string;
	/** EvaluationState. */
	state: string;
	/** 0 while it is a draft; the newest of evaluation_revisions. */
	revision: number;
	/** FilledForm as JSON: what is being written. */
	draft: string;
	/** Rises with each autosave. */
	draft_revision: number;
	/** FormResult of the newest revision, JSON; null: a draft. */
	result: string | null;
	/** 0..1.1, for lists and sorting; null: nothing was scored. */
	final_score: number | null;
	/** 1, 0, or null. */
	passed: number | null;
	/** How long the form was open. */
	work_ms: number;
	/** Share of the recording that was heard, 0..1; null: there is none. */
	heard_share: number | null;
	created_at_ms: number;
	updated_at_ms: number;
	submitted_at_ms: number | null;
	/** When it is released by itself; null: a person releases it. */
	release_due_ms: number | null;
	released_at_ms: number | null;
	/** Until when the agent may dispute it. */
	dispute_until_ms: number | null;
	acknowledged_at_ms: number | null;
	/** What the agent said to it. */
	agent_comment: string;
}

/** What was submitted, once per revision; never changed and never removed. */
export interface EvaluationRevisionsTable {
	evaluation: string;
	revision: number;
	/** FilledForm as JSON. */
	filled: string;
	/** FormResult as JSON. */
	result: string;
	/** Who wrote it: the id of a person. */
	evaluator: string;
	/** Why there is another one; empty for the first. */
	reason: string;
	at_ms: number;
}

/** The history of an evaluation; only ever added to. */
export interface EvaluationLogTable {
	id: string;
	evaluation: string;
	revision: number;
	at_ms: number;
	/** Id of a person; empty: the product itself. */
	actor: string;
	actor_name: string;
	/** EvaluationStep. */
	step: string;
	/** Id of a question; empty: the whole. */
	question: string;
	before: string | null;
	after: string | null;
	/** In the words of whoever did it. */
	reason: string;
}

/** Who has which evaluation open now. */
export interface EvaluationPresenceTable {
	evaluation: string;
	person: string;
	/** Of the page: one person may have two. */
	page: string;
	since_ms: number;
	seen_at_ms: number;
}

export interface EvaluationDisputesTable {
	id: string;
	evaluation: string;
	/** The revision that is disputed. */
	revision: number;
	/** One row a question. */
	question: string;
	reason: string;
	opened_at_ms: number;
	opened_by: string;
	/** `open`, `upheld`, `revised` or `withdrawn`. */
	state: string;
	/** Id of a person; null: nobody yet. */
	reviewer: string | null;
	/** The blind second judgement. */
	review: string | null;
	decided_at_ms: number | null;
	decision: string;
}

export interface CalibrationSessionsTable {
	id: string;
	team: string;
	name: string;
	form: string;
	form_version: number;
	/** Id of the person whose scores the others are compared with; null: nobody's. */
	gold: string | null;
	/** `scoring`, `revealed` or `closed`. */
	state: string;
	/** How its contacts were drawn (SessionDraw), JSON; null: they were picked by hand. */
	draw: string | null;
	/** What was agreed. */
	notes: string;
	/** Why it was revealed before everybody was ready; empty: it was not. */
	reveal_reason: string;
	due_at_ms: number;
	created_at_ms: number;
	created_by: string;
	revealed_at_ms: number | null;
	closed_at_ms: number | null;
}

export interface CalibrationContactsTable {
	session: string;
	interaction: string;
	position: number;
	agent: string;
	queue: string;
	channel: string;
	contact_at_ms: number;
	/** What was decided about it after the reveal. */
	decision: string;
}

export interface CalibrationEvaluatorsTable {
	session: string;
	person: string;
}

export interface CoachingTasksTable {
	id: string;
	team: string;
	/** Id of the agent in events. */
	agent: string;
	/** Id of the person who coaches. */
	coach: string;
	goal: string;
	due_at_ms: number;
	/** `open`, `done`, `closed` or `cancelled`. */
	state: string;
	/** Where it came from; null: from nowhere. */
	evaluation: string | null;
	/** Id of a question; empty: the whole evaluation. */
	question: string;
	/** The form the question is of; empty without one. */
	form: string;
	/** Moment[] as JSON. */
	moments: string;
	/** What is to be learnt (LearningItem) as it was when it was given, JSON; null: nothing. */
	item: string | null;
	/** Answers to its quiz and what they came to (QuizResult), JSON; null: not taken. */
	quiz_result: string | null;
	agent_note: string;
	coach_note: string;
	revision: number;
	created_at_ms: number;
	created_by: string;
	done_at_ms: number | null;
	closed_at_ms: number | null;
}

/** What coaches can give to learn. */
export interface LearningItemsTable {
	id: string;
	team: string;
	/** LearningItem as JSON. */
	item: string;
	revision: number;
	created_at_ms: number;
	created_by: string;
	updated_at_ms: number;
	archived_at_ms: number | null;
}

export interface QualitySchema {
	quality_forms: QualityFormsTable;
	quality_form_versions: QualityFormVersionsTable;
	sampling_plans: SamplingPlansTable;
	sampling_draws: SamplingDrawsTable;
	sampling_populations: SamplingPopulationsTable;
	sampling_skips: SamplingSkipsTable;
	quality_assignments: QualityAssignmentsTable;
	evaluations: EvaluationsTable;
	evaluation_revisions: EvaluationRevisionsTable;
	evaluation_log: EvaluationLogTable;
	evaluation_presence: EvaluationPresenceTable;
	evaluation_disputes: EvaluationDisputesTable;
	calibration_sessions: CalibrationSessionsTable;
	calibration_contacts: CalibrationContactsTable;
	calibration_evaluators: CalibrationEvaluatorsTable;
	coaching_tasks: CoachingTasksTable;
	learning_items: LearningItemsTable;
}
