/** Before the run: signs in to the demo centre, so that tests begin as somebody. */
import { request } from '@playwright/test';
import type { FullConfig } from '@playwright/test';
import { until } from '../support/until.ts';

export default async function signIn({ projects }: FullConfig): Promise<void> {
	const { baseURL, storageState } = projects[0]?.use ?? {};
	if (baseURL === undefined || typeof storageState !== 'string') throw new Error('not configured');
	const context = await request.newContext({ baseURL });
	// The pages are there before the demo centre is.
	await until('the demo centre lets in', async () => {
		const answer = await context.post('/sign-in?/demo', {
			form: { role: 'admin' },
			headers: { origin: baseURL, accept: 'text/html' },
			maxRedirects: 0
		});
		return answer.status() === 303;
	});
	await context.storageState({ path: storageState });
	await context.dispose();
}
