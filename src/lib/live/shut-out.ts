/** Whether this very page would be refused now, or answered with the one to sign in. */
export async function isShutOut(): Promise<boolean> {
	const { type, status } = await fetch(window.location.href, {
		method: 'HEAD',
		redirect: 'manual',
		cache: 'no-store',
		headers: { accept: 'text/html' }
	});
	return type === 'opaqueredirect' || status === 401 || status === 403;
}
