/** What is fuzzed, how often, and with what. */
import fc from 'fast-check';
import { eventsRequest, otherRequest } from './arbitraries/ingest-http.ts';
import { apiRequest, formRequest, pageRequest, uploadRequest } from './arbitraries/pages.ts';
import { rawRequest } from './arbitraries/raw.ts';
import { listenerSocket, producerSocket, viewerSocket } from './arbitraries/sockets.ts';
import type { Recipe } from './case.ts';

export interface Target {
	/** Of the sum of all. */
	readonly weight: number;
	readonly recipe: fc.Arbitrary<Recipe>;
}

export const TARGETS = {
	events: { weight: 38, recipe: eventsRequest },
	'ingest-other': { weight: 5, recipe: otherRequest },
	'ingest-raw': { weight: 10, recipe: rawRequest('ingest') },
	stream: { weight: 12, recipe: producerSocket },
	notices: { weight: 4, recipe: listenerSocket },
	api: { weight: 9, recipe: apiRequest },
	pages: { weight: 3, recipe: pageRequest },
	forms: { weight: 4, recipe: formRequest },
	uploads: { weight: 2, recipe: uploadRequest },
	'web-raw': { weight: 3, recipe: rawRequest('web') },
	live: { weight: 10, recipe: viewerSocket }
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;
export const TARGET_NAMES = Object.keys(TARGETS) as TargetName[];

/** What a case is drawn from; said as `target:seed`, it can be drawn again. */
export interface Label {
	readonly target: TargetName;
	readonly seed: number;
}

export const textOf = ({ target, seed }: Label): string => `${target}:${seed}`;

export function readLabel(text: string): Label {
	const [name, digits = ''] = text.split(':');
	const target = TARGET_NAMES.find((known) => known === name);
	if (target === undefined || !/^-?\d+$/.test(digits))
		throw new Error(
			`"${text}" is no label such as events:123; targets: ${TARGET_NAMES.join(', ')}`
		);
	return { target, seed: Number(digits) };
}

/** One of the numbers that follow from the seed of a run, evenly spread (the finaliser of murmur3). */
function mix(seed: number, index: number): number {
	let bits = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ index;
	bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
	bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
	return (bits ^ (bits >>> 16)) | 0;
}

/** The cases of a run, one after the other. */
export function labelAt(seed: number, index: number, names: readonly TargetName[]): Label {
	const total = names.reduce((sum, name) => sum + TARGETS[name].weight, 0);
	let place = (mix(~seed, index) >>> 0) % total;
	const target = names.find((name) => (place -= TARGETS[name].weight) < 0) ?? 'events';
	return { target, seed: mix(seed, index) };
}

export function draw({ target, seed }: Label): Recipe {
	const [recipe] = fc.sample<Recipe>(TARGETS[target].recipe, { seed, numRuns: 1 });
	if (recipe === undefined) throw new Error('nothing was drawn');
	return recipe;
}
