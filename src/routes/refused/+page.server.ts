import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** What a person sees who may not see the page that was asked for: rendered for hooks.server.ts under that page's address. */
export const load: PageServerLoad = () => error(403, 'forbidden');
