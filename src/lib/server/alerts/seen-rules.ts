/** The rules and alerts somebody may see: of others the answer is the same as of those that are not there. */
import { mayEditRule, seesAlert } from '#lib/domain/alerts/alert-access.ts';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredRule } from './stored-alert.ts';

type Parts = Pick<Runtime, 'teams' | 'access' | 'alerts'>;

export async function ownRules(
	{ teams, alerts }: Parts,
	principal: Principal | null
): Promise<StoredRule[]> {
	const [nodes, rules] = await Promise.all([teams.nodes(), alerts.rules.list()]);
	return rules.filter((rule) => mayEditRule(principal, rule, nodes));
}

export async function ownRule(
	{ teams, alerts }: Parts,
	principal: Principal | null,
	id: string
): Promise<StoredRule | null> {
	const [nodes, rule] = await Promise.all([teams.nodes(), alerts.rules.find(id)]);
	return rule && mayEditRule(principal, rule, nodes) ? rule : null;
}

/** Whether an alert is for this principal. */
export async function seeing(
	{ access }: Pick<Runtime, 'access'>,
	principal: Principal | null
): Promise<(alert: Alert) => boolean> {
	if (principal === null) return () => false;
	const scope = await access.scopeOf(principal);
	return (alert) => seesAlert(scope, alert.about);
}

export async function seenAlert(
	parts: Parts,
	principal: Principal | null,
	id: string
): Promise<Alert | null> {
	const [alert, sees] = await Promise.all([parts.alerts.log.find(id), seeing(parts, principal)]);
	return alert && sees(alert) ? alert : null;
}
