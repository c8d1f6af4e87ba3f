import { answerRecording } from '#lib/server/recordings/answer-recording.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => answerRecording(await runtime(), event);
export const HEAD: RequestHandler = GET;
