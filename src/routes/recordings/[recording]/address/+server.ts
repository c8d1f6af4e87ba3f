import { answerRenewal } from '#lib/server/recordings/answer-recording.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => answerRenewal(await runtime(), event);
