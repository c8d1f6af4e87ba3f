/** Whoever judges in a request: a person, with the agent that person is in events. */
import { actingIn } from '../administration/acting.ts';
import type { ActingEvent } from '../administration/acting.ts';
import type { Evaluator } from './evaluations.ts';

export function evaluatorIn(event: ActingEvent): Evaluator {
	const { principal } = event.locals;
	return { ...actingIn(event), agent: principal?.kind === 'person' ? principal.agent : null };
}
