/** What an API token may do. */
export const TOKEN_SCOPES = [
	'ingest',
	'backfill',
	'metrics',
	'interactions',
	'boards',
	'figures'
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

export const isTokenScope = (word: string): word is TokenScope =>
	(TOKEN_SCOPES as readonly string[]).includes(word);
