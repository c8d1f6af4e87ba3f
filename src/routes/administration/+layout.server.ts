import { runtime } from '#lib/server/runtime.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async () => {
	const { config } = await runtime();
	return { administrationZone: config.timeZone };
};
