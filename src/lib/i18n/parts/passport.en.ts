/** English: where a number comes from. */
export const passport = {
	'passport.title': 'Where this number comes from'
} as const;
