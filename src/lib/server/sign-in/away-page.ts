/**
 * The page between ours and the provider's. A form may not lead to another host (`form-action 'self'`, which browsers also
 * hold against redirects), so the form leads here, and this page leads on, without scripts.
 */

export interface Away {
	readonly address: URL;
	readonly language: string;
	readonly title: string;
	readonly link: string;
}

const escapeHtml = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export function awayPage({ address, language, title, link }: Away): Response {
	const [href, lang, heading, words] = [address.href, language, title, link].map(escapeHtml);
	return new Response(
		`<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=${href}"><title>${heading}</title><main><h1>${heading}</h1><p><a href="${href}">${words}</a></p></main></html>`,
		{
			headers: {
				'content-type': 'text/html; charset=utf-8',
				'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
				'cache-control': 'no-store',
				'referrer-policy': 'no-referrer'
			}
		}
	);
}
