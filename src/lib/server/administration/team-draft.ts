/** A node of the tree of teams as the form of the administration sends it. */
import { TEAM_KINDS } from '#lib/domain/access/team.ts';
import type { TeamKind } from '#lib/domain/access/team.ts';
import type { SentTeam, TeamFormFault } from '#lib/domain/administration/team-form.ts';
import { chosenField, linesField, rawField, textField } from '../form-fields.ts';
import type { TeamDraft } from '../store/teams.ts';
import type { KnownNames } from './known-names.ts';

const LONGEST_NAME = 80;
const LONGEST_WORD = 200;
const MOST_WORDS = 200;

const isKind = (word: string): word is TeamKind => (TEAM_KINDS as readonly string[]).includes(word);

export function readSentTeam(form: FormData, { queues, words }: KnownNames): SentTeam {
	const kind = textField(form, 'kind');
	return {
		parent: textField(form, 'parent'),
		kind: isKind(kind) ? kind : 'team',
		name: textField(form, 'name'),
		queues: chosenField(
			form,
			'queue',
			queues.map(({ id }) => id)
		),
		words: chosenField(form, 'word', words),
		otherWords: rawField(form, 'otherWords')
	};
}

export type ReadTeam =
	| { readonly ok: true; readonly draft: TeamDraft }
	| { readonly ok: false; readonly fault: TeamFormFault };

/** `mayBeNameless`: the company, which is called by what it is until it has a name. */
export function checkTeam(
	sent: SentTeam,
	form: FormData,
	{ mayBeNameless = false } = {}
): ReadTeam {
	const { parent, kind, name, queues } = sent;
	if ((name === '' && !mayBeNameless) || name.length > LONGEST_NAME)
		return { ok: false, fault: 'name' };
	const typed = linesField(form, 'otherWords');
	const words = [...new Set([...sent.words, ...typed])];
	if (words.length > MOST_WORDS || typed.some((word) => word.length > LONGEST_WORD))
		return { ok: false, fault: 'words' };
	return { ok: true, draft: { parent, kind, name, queues, words } };
}
