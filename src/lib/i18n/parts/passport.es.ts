/** Español: where a number comes from. */
export const passport = {
	'passport.title': 'De dónde sale este número'
} as const;
