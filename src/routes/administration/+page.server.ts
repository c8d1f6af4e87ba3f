import { attention } from '#lib/server/administration/attention.ts';
import { version } from '$app/environment';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => ({
	...(await attention(await runtime(), version, Date.now()))
});
