/**
 * What may be done, and by whom: the one table of rights. Which rows a right reaches is the scope of whoever uses it
 * (scope.ts); which route asks for which right is in src/lib/server/access/table.ts.
 */
import type { Role } from './role.ts';
import type { TokenScope } from './token-scope.ts';

/** Everybody who can be told apart from nobody: a role, a paired screen, a token with a scope. */
export type Holder = Role | 'screen' | `token:${TokenScope}`;

export const RIGHTS = {
	/** Watch boards live. */
	'boards.view': ['admin', 'supervisor', 'director', 'screen', 'token:boards'],
	'boards.edit': ['admin', 'supervisor'],
	/** Numbers by queue, channel and time. */
	'metrics.read': ['admin', 'supervisor', 'quality', 'director', 'token:metrics'],
	/** The same by single agent. */
	'metrics.agents': ['supervisor', 'quality', 'token:metrics'],
	/** Contacts with their texts. */
	'interactions.read': ['supervisor', 'quality', 'token:interactions'],
	/** Only the own figures. */
	'own.read': ['agent'],
	/** Plans of the own teams: import them, see who keeps to them, approve exceptions. */
	'schedules.manage': ['supervisor'],
	'alerts.view': ['admin', 'supervisor', 'quality', 'director'],
	'alerts.manage': ['admin', 'supervisor'],
	/** Forms, plans, sessions of calibration, decisions about disputes. */
	'quality.manage': ['quality'],
	/** Judge contacts. */
	'quality.evaluate': ['quality', 'supervisor'],
	/** Evaluations of others, and what they come to by agent. */
	'quality.read': ['quality', 'supervisor'],
	/** The own evaluations, and answering them. */
	'quality.own': ['agent'],
	'coaching.manage': ['quality', 'supervisor'],
	'coaching.own': ['agent'],
	/** Balanced scorecards of the own nodes, and what was frozen of them. */
	'scorecards.read': ['admin', 'director', 'supervisor', 'quality', 'token:metrics'],
	/** Their objectives, measures, targets, initiatives and reports. */
	'scorecards.manage': ['admin', 'director'],
	/** Numbers that no metric knows: entered by one, approved by another. */
	'figures.enter': ['admin', 'director', 'supervisor', 'quality', 'token:figures'],
	'figures.approve': ['admin', 'director'],
	/** What contacts cost and what clients pay. */
	'money.manage': ['admin', 'director'],
	'screens.pair': ['admin', 'supervisor'],
	'screens.manage': ['admin'],
	'people.manage': ['admin'],
	'teams.manage': ['admin'],
	'queues.manage': ['admin'],
	'tokens.manage': ['admin'],
	'settings.manage': ['admin'],
	'privacy.manage': ['admin'],
	'audit.read': ['admin']
} as const satisfies Record<string, readonly Holder[]>;
export type Right = keyof typeof RIGHTS;

export const mayHold = (holder: Holder, right: Right): boolean =>
	(RIGHTS[right] as readonly Holder[]).includes(holder);
