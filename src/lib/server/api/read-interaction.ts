/** One contact for somebody: whoever reads what was said in it is in the audit log before anything is shown. */
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import { answerInteraction } from './interaction-answer.ts';
import type { InteractionAnswer, InteractionOptions } from './interaction-answer.ts';

interface Reader {
	readonly audit: Pick<AuditLog, 'record'>;
	readonly actor: Actor;
}

/** Null when there is none, or none for this scope. */
export async function readInteraction(
	id: string,
	options: InteractionOptions,
	{ audit, actor }: Reader
): Promise<InteractionAnswer | null> {
	const answer = await answerInteraction(id, options);
	if (!answer) return null;
	await audit.record(actor, {
		action: 'interaction.read',
		object: `interaction:${id}`,
		before: null,
		after: null
	});
	return answer;
}
