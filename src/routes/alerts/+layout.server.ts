import { may } from '#lib/domain/access/principal.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals: { principal } }) => {
	const { config } = await runtime();
	return {
		// Moments are told in the zone of the installation.
		administrationZone: config.timeZone,
		mayManage: may(principal, 'alerts.manage')
	};
};
