/** Scorecards to begin with; every number of them can be changed. */
import type { Blueprint } from '../blueprint.ts';
import { BPO } from './bpo.ts';
import { CUSTOMER_SERVICE_LAW } from './customer-service-law.ts';
import { presetBlueprint } from './preset.ts';
import type { Preset, PresetLanguage } from './preset.ts';
import { SUPPORT_CENTRE } from './support-centre.ts';

export const PRESETS = ['supportCentre', 'bpo', 'customerServiceLaw'] as const;
export type PresetId = (typeof PRESETS)[number];

const ALL: Readonly<Record<PresetId, Preset>> = {
	supportCentre: SUPPORT_CENTRE,
	bpo: BPO,
	customerServiceLaw: CUSTOMER_SERVICE_LAW
};

export const preset = (id: PresetId): Preset => ALL[id];

export const blueprintOfPreset = (id: PresetId, language: PresetLanguage): Blueprint =>
	presetBlueprint(ALL[id], language);
