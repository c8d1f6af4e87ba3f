/** What goes wrong when somebody signs in, as pages say it. */
export interface PasswordLength {
	readonly least: number;
	readonly most: number;
}

export interface NewPasswordFaults {
	readonly password?: 'short' | 'long' | 'common' | 'personal';
	readonly repeated?: 'different';
}

/** Why nobody was let in, whatever it was asked with. */
export type Refusal =
	| { readonly kind: 'wrong' | 'busy' | 'expired' | 'demo-closed' }
	| { readonly kind: 'blocked'; readonly retryInMs: number };

/** A second factor that is to be confirmed. */
export interface SetUpShown {
	readonly key: string;
	readonly picture: { readonly size: number; readonly path: string };
}
