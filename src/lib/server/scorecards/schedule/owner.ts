/** Who answers for a report that is sent by itself: the person who saved it last, while active and of that role and reach. */
import { may } from '#lib/domain/access/principal.ts';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { asPrincipal } from '../../quality/calibration/session-access.ts';
import type { Runtime } from '../../runtime.ts';

export type Owners = Pick<Runtime['people'], 'find'>;

/** Null: the person is gone, or may not send reports any more. */
export async function ownersPrincipal(people: Owners, id: string): Promise<PersonPrincipal | null> {
	const person = await people.find(id);
	if (person?.isActive !== true) return null;
	const principal = asPrincipal(person);
	return may(principal, 'scorecards.manage') ? principal : null;
}
