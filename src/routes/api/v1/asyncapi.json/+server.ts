import { asyncApiDocument } from '#lib/server/api/asyncapi.ts';
import { jsonResponse } from '#lib/server/api/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => jsonResponse(asyncApiDocument());
