import { jsonResponse } from '#lib/server/api/problem.ts';
import type { RequestHandler } from './$types';

/** Alive: this process answers. */
export const GET: RequestHandler = () => jsonResponse({ status: 'ok' });
