import { openApiDocument } from '#lib/server/api/openapi.ts';
import { jsonResponse } from '#lib/server/api/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => jsonResponse(openApiDocument());
