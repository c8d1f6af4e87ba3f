/** What the form of a person sends, and what may be wrong with it; shared by the page and the server. */
import type { Role } from '#lib/domain/access/role.ts';

export interface SentPerson {
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	readonly teams: readonly string[];
	readonly agent: string;
	readonly isActive: boolean;
}

export type PersonFormFault =
	| 'email'
	| 'email-taken'
	| 'name'
	| 'agent'
	| 'unknown'
	| 'unknown-team'
	| 'last-admin'
	/** Somebody who is not active, or of the demo centre. */
	| 'no-link';

/** The field a fault is about; null: the person as a whole. */
export const FIELD_OF: Readonly<Record<PersonFormFault, keyof SentPerson | null>> = {
	email: 'email',
	'email-taken': 'email',
	name: 'name',
	agent: 'agent',
	unknown: null,
	'unknown-team': 'teams',
	'last-admin': null,
	'no-link': null
};

export const NEW_PERSON: SentPerson = {
	email: '',
	name: '',
	role: 'supervisor',
	teams: [],
	agent: '',
	isActive: true
};
