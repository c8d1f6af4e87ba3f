import { runtime } from '#lib/server/runtime.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async () => {
	const { config } = await runtime();
	// Moments are told in the zone of the installation.
	return { administrationZone: config.timeZone };
};
