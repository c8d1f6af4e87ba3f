/** Português: where a number comes from. */
export const passport = {
	'passport.title': 'De onde vem este número'
} as const;
