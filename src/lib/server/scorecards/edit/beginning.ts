/** What a new scorecard begins with: a preset, a file, or nothing but the four perspectives. */
import { readBlueprint } from '#lib/domain/scorecard/blueprint.ts';
import type { Blueprint, FileFault } from '#lib/domain/scorecard/blueprint.ts';
import { blueprintOfPreset, preset, PRESETS } from '#lib/domain/scorecard/presets/index.ts';
import type { PresetId } from '#lib/domain/scorecard/presets/index.ts';
import { PRESET_LANGUAGES } from '#lib/domain/scorecard/presets/preset.ts';
import type { PresetLanguage } from '#lib/domain/scorecard/presets/preset.ts';
import { emptyBlueprint } from '#lib/domain/scorecard/presets/empty.ts';
import type { Translate } from '#lib/i18n/translator.ts';
import { rawField, textField } from '../../form-fields.ts';

export interface ShownPreset {
	readonly id: PresetId;
	readonly name: string;
	readonly description: string;
	readonly objectives: readonly string[];
	readonly measures: number;
	readonly figures: readonly string[];
	readonly sources: readonly string[];
}

export const presetList = (language: PresetLanguage): ShownPreset[] =>
	PRESETS.map((id) => {
		const { content, figures } = blueprintOfPreset(id, language);
		return {
			...{ id, name: preset(id).name[language], description: content.description },
			objectives: content.objectives.map(({ name }) => name),
			measures: content.measures.length,
			figures: figures.map(({ name }) => name),
			sources: content.sources
		};
	});

export interface Beginning {
	readonly blueprint: Blueprint;
	readonly note: string;
}

/** A preset nobody knows is none: then it begins empty. */
export function beginningOf(form: FormData, t: Translate): Beginning {
	const language = PRESET_LANGUAGES.find((one) => one === textField(form, 'language')) ?? 'es';
	const id = PRESETS.find((one) => one === textField(form, 'preset'));
	if (id === undefined) {
		const name = t('scorecardEdit.new.name');
		return { blueprint: emptyBlueprint(name), note: t('scorecardEdit.note.empty') };
	}
	const note = t('scorecardEdit.note.preset', { name: preset(id).name[language] });
	return { blueprint: blueprintOfPreset(id, language), note };
}

/** 60 measures with all they may be narrowed to are far below it. */
const MOST_BYTES = 2_000_000;

export type ReadFile =
	| { readonly ok: true; readonly blueprint: Blueprint }
	| {
			readonly ok: false;
			readonly reason: 'empty' | 'tooLarge' | 'notJson' | 'shape';
			readonly faults: readonly FileFault[];
	  };

const refused = (reason: 'empty' | 'tooLarge' | 'notJson'): ReadFile => ({
	...{ ok: false, reason, faults: [] }
});

/** A file that was exported, or its text. */
export async function readBlueprintFile(form: FormData): Promise<ReadFile> {
	const file = form.get('file');
	const isFile = file instanceof File && file.size > 0;
	if (isFile && file.size > MOST_BYTES) return refused('tooLarge');
	const text = isFile ? await file.text() : rawField(form, 'text');
	if (text.length > MOST_BYTES) return refused('tooLarge');
	if (text.trim() === '') return refused('empty');
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return refused('notJson');
	}
	const read = readBlueprint(value);
	return read.ok ? read : { ok: false, reason: 'shape', faults: read.faults };
}
