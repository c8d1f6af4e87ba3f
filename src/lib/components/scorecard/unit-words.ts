/** What the page that compares units says of them. */
import { unitKey } from '#lib/domain/scorecard/scorecard-page.ts';
import type { ScorecardPage, UnitChoice } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import type { MeasureView, ScorecardView } from '#lib/domain/scorecard/view.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

/** `Cliente`, `Equipo`, `Agente`; empty where the page does not offer that unit. */
export function kindText(
	{ t }: Pick<Reader, 't'>,
	{ choices }: Pick<ScorecardPage, 'choices'>,
	unit: Unit
): string {
	const kind = choices.units.find(({ key }) => key === unitKey(unit))?.kind;
	if (kind === undefined) return '';
	return kind === 'agent' ? t('units.kind.agent') : t(`admin.team.kind.${kind}`);
}

/** Units above the one that is shown, the highest first. */
export function unitsAbove({
	choices,
	unit
}: Pick<ScorecardPage, 'choices' | 'unit'>): UnitChoice[] {
	const at = choices.units.findIndex(({ key }) => key === unitKey(unit));
	const above: UnitChoice[] = [];
	let depth = choices.units[at]?.depth ?? 0;
	for (const choice of choices.units.slice(0, Math.max(0, at)).reverse()) {
		if (choice.depth >= depth) continue;
		above.unshift(choice);
		depth = choice.depth;
	}
	return above;
}

export function measureIn({ perspectives }: ScorecardView, id: string): MeasureView | null {
	for (const { objectives } of perspectives)
		for (const { measures } of objectives)
			for (const one of measures) if (one.measure.id === id) return one;
	return null;
}
