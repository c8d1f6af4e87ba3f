/** A person as the form of the administration sends it. */
import { isRole } from '#lib/domain/access/role.ts';
import type { PersonFormFault, SentPerson } from '#lib/domain/administration/person-form.ts';
import { chosenField, flagField, rawField, textField } from '../form-fields.ts';
import { readEmail, readName } from '../sign-in/person-fields.ts';
import type { PersonDraft } from '../store/people.ts';

const LONGEST_AGENT = 200;

export function readSentPerson(form: FormData, teams: readonly string[]): SentPerson {
	const role = textField(form, 'role');
	return {
		email: textField(form, 'email'),
		name: textField(form, 'name'),
		// The least of rights, when something else than our list was sent.
		role: isRole(role) ? role : 'agent',
		teams: chosenField(form, 'team', teams),
		agent: rawField(form, 'agent').trim(),
		isActive: flagField(form, 'isActive')
	};
}

export type ReadDraft =
	| { readonly ok: true; readonly draft: PersonDraft }
	| { readonly ok: false; readonly fault: PersonFormFault };

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

export function checkPerson(sent: SentPerson): ReadDraft {
	const email = readEmail(sent.email);
	const name = readName(sent.name);
	if (email === null) return { ok: false, fault: 'email' };
	if (name === null) return { ok: false, fault: 'name' };
	if (sent.agent.length > LONGEST_AGENT || CONTROL.test(sent.agent))
		return { ok: false, fault: 'agent' };
	const { role, teams, isActive, agent } = sent;
	return { ok: true, draft: { email, name, role, teams, agent: agent || null, isActive } };
}
