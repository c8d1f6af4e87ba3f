/** The part of `oidc-provider`, which brings no types, that the test provider uses. */
declare module 'oidc-provider' {
	import type { IncomingMessage, ServerResponse } from 'node:http';

	interface Grant {
		addOIDCScope(scope: string): void;
		save(): Promise<string>;
	}
	interface Context {
		readonly oidc: {
			readonly client?: { readonly clientId: string };
			readonly session?: { readonly accountId?: string };
		};
	}
	interface Account {
		readonly accountId: string;
		claims(): Promise<object>;
	}
	interface Configuration {
		clients: object[];
		cookies: { keys: string[] };
		pkce: { required: () => boolean };
		claims: Record<string, string[]>;
		features: Record<string, { enabled: boolean }>;
		interactions: { url: (context: Context, interaction: { readonly uid: string }) => string };
		ttl: Record<string, number>;
		findAccount: (context: Context, sub: string) => Account | undefined;
		loadExistingGrant: (context: Context) => Promise<Grant>;
	}

	export default class Provider {
		constructor(issuer: string, configuration: Configuration);
		readonly Grant: new (of: { clientId: string; accountId: string }) => Grant;
		callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
		interactionFinished(
			request: IncomingMessage,
			response: ServerResponse,
			result: object
		): Promise<void>;
	}
}
