/** A provider that lies: it signs, or does not sign, whatever ID token a test wants. */
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Lie {
	readonly header?: object;
	readonly claims?: object;
	/** `none`: no signature; `other`: by a key the provider does not publish. */
	readonly signature?: 'none' | 'other';
}

export interface CraftedProvider {
	readonly issuer: string;
	lie: Lie;
	stop(): Promise<void>;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startCraftedProvider(clientId: string): Promise<CraftedProvider> {
	const [own, other] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
	if (!own || !other) throw new Error('no keys');
	const nonces = new Map<string, string>();
	let issuer = '';
	const state = { lie: {} as Lie };

	function idToken(nonce: string): string {
		const { header = {}, claims = {}, signature } = state.lie;
		const nowS = Math.floor(Date.now() / 1000);
		const text = [
			{ alg: 'RS256', kid: 'own', typ: 'JWT', ...header },
			{
				iss: issuer,
				aud: clientId,
				sub: 'liar',
				iat: nowS,
				exp: nowS + 60,
				nonce,
				email: 'admin@example.org',
				email_verified: true,
				...claims
			}
		]
			.map(encode)
			.join('.');
		if (signature === 'none') return `${text}.`;
		const key = signature === 'other' ? other?.privateKey : own?.privateKey;
		if (!key) throw new Error('no key');
		return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
	}

	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', issuer);
		const json = (value: object): void => {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(value));
		};
		switch (url.pathname) {
			case '/.well-known/openid-configuration':
				json({
					issuer,
					authorization_endpoint: `${issuer}/auth`,
					token_endpoint: `${issuer}/token`,
					jwks_uri: `${issuer}/jwks`,
					response_types_supported: ['code'],
					subject_types_supported: ['public'],
					id_token_signing_alg_values_supported: ['RS256']
				});
				return;
			case '/jwks':
				json({
					keys: [
						{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }
					]
				});
				return;
			case '/auth': {
				const code = randomUUID();
				nonces.set(code, url.searchParams.get('nonce') ?? '');
				const back = new URL(url.searchParams.get('redirect_uri') ?? '');
				back.searchParams.set('code', code);
				back.searchParams.set('state', url.searchParams.get('state') ?? '');
				response.writeHead(302, { location: back.href }).end();
				return;
			}
			default: {
				let body = '';
				request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
				request.on('end', () => {
					const code = new URLSearchParams(body).get('code') ?? '';
					json({
						access_token: 'x',
						token_type: 'Bearer',
						id_token: idToken(nonces.get(code) ?? '')
					});
				});
			}
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return Object.assign(state, {
		issuer,
		stop: () =>
			new Promise<void>((resolve) => {
				server.closeAllConnections();
				server.close(() => {
					resolve();
				});
			})
	});
}
