/** A real OpenID Connect provider on this machine, at which whoever comes is signed in already. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface TestAccount {
	readonly sub: string;
	readonly email?: string;
	readonly email_verified?: boolean;
	readonly name?: string;
}

export interface TestProvider {
	readonly issuer: string;
	/** Who signs in next; null: whoever comes is refused. */
	account: TestAccount | null;
	/** What the authorization endpoint was asked. */
	readonly asked: URLSearchParams[];
	stop(): Promise<void>;
}

export const CLIENT = { id: 'atalaya', secret: 'a secret of the client, long enough' };

/** `returnTo` is the address of the product that people are sent back to. */
export async function startTestProvider(returnTo: string): Promise<TestProvider> {
	// The address has to be known before the provider can be made.
	const door: { answer?: (request: IncomingMessage, response: ServerResponse) => Promise<void> } =
		{};
	const server: Server = createServer((request, response) => void door.answer?.(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const state: TestProvider = {
		issuer,
		account: null,
		asked: [],
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => {
					resolve();
				});
			})
	};
	const provider: Provider = new Provider(issuer, {
		clients: [
			{
				client_id: CLIENT.id,
				client_secret: CLIENT.secret,
				redirect_uris: [returnTo],
				grant_types: ['authorization_code'],
				response_types: ['code']
			}
		],
		cookies: { keys: ['test'] },
		pkce: { required: () => true },
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
		features: { devInteractions: { enabled: false } },
		interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
		ttl: { Session: 60, Grant: 60, AccessToken: 60, IdToken: 60, Interaction: 60 },
		findAccount: (_context, sub) => {
			const { account } = state;
			return account?.sub === sub
				? { accountId: sub, claims: () => Promise.resolve({ ...account }) }
				: undefined;
		},
		// Nobody is asked whether the product may know the e-mail.
		async loadExistingGrant(context) {
			const { client, session } = context.oidc;
			const grant = new provider.Grant({
				clientId: client?.clientId ?? '',
				accountId: session?.accountId ?? ''
			});
			grant.addOIDCScope('openid email profile');
			await grant.save();
			return grant;
		}
	});
	const answer = provider.callback();
	door.answer = async (request, response) => {
		const url = new URL(request.url ?? '/', issuer);
		if (url.pathname === '/auth') state.asked.push(url.searchParams);
		if (!url.pathname.startsWith('/interaction/')) return answer(request, response);
		const { account } = state;
		await provider.interactionFinished(
			request,
			response,
			account === null
				? { error: 'access_denied', error_description: 'the person said no' }
				: { login: { accountId: account.sub, remember: false } }
		);
	};
	return state;
}
