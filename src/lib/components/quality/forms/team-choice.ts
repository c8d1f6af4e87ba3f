/** A node of the own part of the tree in a list that cannot indent. */
import type { OwnNode } from '#lib/domain/access/own-nodes.ts';
import type { Translate } from '#lib/i18n/translator.ts';

/** Only the company may be without a name. */
export const teamChoiceLabel = (t: Translate, { name, depth }: OwnNode): string =>
	`${'\u2003'.repeat(depth)}${name === '' ? t('admin.team.kind.company') : name}`;
