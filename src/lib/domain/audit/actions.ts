/** What the audit log knows to have happened. On screen each has its own words (`audit.action.…`). */
export const AUDIT_ACTIONS = [
	'audit.exported',
	'board.changed',
	'board.created',
	'board.refused',
	'board.removed',
	'customer.erasure-retried',
	'customer.erasure-started',
	'customer.exported',
	'demo.seeded',
	'interaction.read',
	'link.created',
	'password.changed',
	'person.changed',
	'person.created',
	'provider.linked',
	'queue.changed',
	'recovery-code.used',
	'recovery-codes.renewed',
	'screen.changed',
	'screen.old-token-used',
	'screen.paired',
	'screen.revoked',
	'second-factor.added',
	'second-factor.removed',
	'session.closed',
	'session.opened',
	'settings.changed',
	'sign-in.failed',
	'store.backed-up',
	'store.restored',
	'team.changed',
	'team.created',
	'team.removed',
	'token.created',
	'token.revoked'
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** False for what another version wrote. */
export const isAuditAction = (word: string): word is AuditAction =>
	(AUDIT_ACTIONS as readonly string[]).includes(word);
