/** The OpenID Connect provider: authorization code flow with PKCE, state and nonce. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import * as client from 'openid-client';
import type { OidcConfig } from '../config.ts';
import { open, seal } from '../seal.ts';

/** Who the provider says somebody is. */
export interface ProvidedIdentity {
	readonly issuer: string;
	readonly subject: string;
	/** Null unless the provider has verified it. */
	readonly email: string | null;
	readonly name: string | null;
}

export type ProviderFault =
	| 'unreachable'
	/** The browser came without its note, or too late. */
	| 'expired'
	/** The person or the provider said no. */
	| 'refused'
	/** What came back does not belong to what was asked, or is not signed as it must be. */
	| 'invalid';

export type Departure =
	/** Where to send the browser, and the note it must bring back. */
	| { readonly ok: true; readonly address: URL; readonly note: string }
	| { readonly ok: false; readonly fault: 'unreachable' };
export type Return =
	| { readonly ok: true; readonly identity: ProvidedIdentity; readonly next: string }
	| { readonly ok: false; readonly fault: ProviderFault };

export interface ProviderOptions {
	readonly config: OidcConfig;
	readonly key: Buffer;
	readonly now: () => number;
	/** For the log: what went wrong. */
	readonly onError: (error: unknown) => void;
}

/** How long somebody may take at the provider. */
export const JOURNEY_MS = 10 * 60_000;
const ANSWER_S = 10;
/** What was discovered is asked again after this long. */
const FRESH_MS = 3_600_000;
const CONTEXT = 'oidc';

const Journey = Type.Object({
	state: Type.String(),
	nonce: Type.String(),
	verifier: Type.String(),
	returnTo: Type.String(),
	next: Type.String(),
	untilMs: Type.Number()
});
type Journey = Static<typeof Journey>;
const check = TypeCompiler.Compile(Journey);

/** As the provider takes the secret; one that says nothing takes it in the header. */
function authentication(secret: string): client.ClientAuth {
	const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
	return (server, ...rest) => {
		const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
		const isPost =
			methods.includes('client_secret_post') && !methods.includes('client_secret_basic');
		(isPost ? post : basic)(server, ...rest);
	};
}

export class Provider {
	readonly #options: ProviderOptions;
	#found: { readonly atMs: number; readonly server: Promise<client.Configuration> } | null = null;

	constructor(options: ProviderOptions) {
		this.#options = options;
	}

	/** On the button. */
	get name(): string {
		return this.#options.config.name;
	}

	/** `returnTo` is the address of this installation that the provider sends the browser back to. */
	async depart(returnTo: string, next: string): Promise<Departure> {
		const journey: Journey = {
			state: client.randomState(),
			nonce: client.randomNonce(),
			verifier: client.randomPKCECodeVerifier(),
			returnTo,
			next,
			untilMs: this.#options.now() + JOURNEY_MS
		};
		try {
			const server = await this.#discover();
			const address = client.buildAuthorizationUrl(server, {
				redirect_uri: returnTo,
				scope: 'openid email profile',
				state: journey.state,
				nonce: journey.nonce,
				code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
				code_challenge_method: 'S256'
			});
			return { ok: true, address, note: seal(this.#options.key, JSON.stringify(journey), CONTEXT) };
		} catch (error) {
			this.#options.onError(error);
			return { ok: false, fault: 'unreachable' };
		}
	}

	/** `search` is what the provider put behind the address, `note` what the browser brought. */
	async arrive(search: string, note: string | null): Promise<Return> {
		const journey = note === null ? null : this.#openNote(note);
		if (journey === null) return { ok: false, fault: 'expired' };
		let server: client.Configuration;
		try {
			server = await this.#discover();
		} catch (error) {
			this.#options.onError(error);
			return { ok: false, fault: 'unreachable' };
		}
		try {
			const identity = await readIdentity(server, journey, search);
			return { ok: true, identity, next: journey.next };
		} catch (error) {
			this.#options.onError(error);
			return { ok: false, fault: faultOf(error) };
		}
	}

	#openNote(note: string): Journey | null {
		const text = open(this.#options.key, note, CONTEXT);
		if (text === null) return null;
		const journey: unknown = JSON.parse(text);
		return check.Check(journey) && journey.untilMs > this.#options.now() ? journey : null;
	}

	/** Only when somebody wants in: a provider that is away must not keep us from starting. */
	#discover(): Promise<client.Configuration> {
		const nowMs = this.#options.now();
		if (this.#found && nowMs - this.#found.atMs < FRESH_MS) return this.#found.server;
		const { issuer, clientId, clientSecret } = this.#options.config;
		const address = new URL(issuer);
		const server = client.discovery(address, clientId, {}, authentication(clientSecret), {
			timeout: ANSWER_S,
			// The signature is checked although the token comes straight from the provider. Plain http is only for this
			// machine (config.ts).
			execute: [
				client.enableNonRepudiationChecks,
				...(address.protocol === 'http:' ? [allowPlainHttp] : [])
			]
		});
		this.#found = { atMs: nowMs, server };
		// The next one asks again.
		server.catch(() => {
			this.#found = null;
		});
		return server;
	}
}

// Marked as deprecated only to stand out; config.ts lets it happen on loopback alone.
// eslint-disable-next-line @typescript-eslint/no-deprecated
const allowPlainHttp = client.allowInsecureRequests;

async function readIdentity(
	server: client.Configuration,
	{ state, nonce, verifier, returnTo }: Journey,
	search: string
): Promise<ProvidedIdentity> {
	const callback = new URL(returnTo);
	callback.search = search;
	const tokens = await client.authorizationCodeGrant(server, callback, {
		pkceCodeVerifier: verifier,
		expectedState: state,
		expectedNonce: nonce,
		idTokenExpected: true
	});
	const claims = tokens.claims();
	if (!claims) throw new Error('the provider sent no ID token');
	// Many providers keep the e-mail for this question.
	const asksMore =
		claims['email'] === undefined && server.serverMetadata().userinfo_endpoint !== undefined;
	const more = asksMore
		? await client.fetchUserInfo(server, tokens.access_token, claims.sub)
		: undefined;
	const { email, email_verified: isVerified, name } = { ...claims, ...more };
	return {
		issuer: claims.iss,
		subject: claims.sub,
		email: typeof email === 'string' && isVerified === true ? email : null,
		name: typeof name === 'string' ? name : null
	};
}

function faultOf(error: unknown): ProviderFault {
	if (error instanceof client.AuthorizationResponseError) return 'refused';
	if (error instanceof client.ClientError && error.code === 'OAUTH_TIMEOUT') return 'unreachable';
	// What fetch throws when nobody answers.
	return error instanceof TypeError ? 'unreachable' : 'invalid';
}
