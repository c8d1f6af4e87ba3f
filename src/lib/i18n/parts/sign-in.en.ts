/** English: signing in and the own account. */
export const signIn = {
	'signIn.title': 'Sign in',
	'signIn.lead': 'The floor of your contact centre, live.',
	'signIn.email': 'E-mail',
	'signIn.password': 'Password',
	'signIn.enter': 'Sign in',
	'signIn.provider': 'Sign in with {name}',
	'signIn.provider.or': 'or',
	'signIn.noAdministrator':
		'Nobody administers this installation yet. Open the one-time link that was printed in the terminal at the start; “npm run admin-link” prints a new one.',
	'signIn.demo.title': 'Demo centre',
	'signIn.demo.text':
		'Invented people and contacts. Offered only on this computer, and only while the demo runs.',
	'signIn.demo.admin': 'Sign in as administrator',
	'signIn.demo.supervisor': 'Sign in as supervisor',
	'signIn.demo.quality': 'Sign in as quality manager',
	'signIn.demo.director': 'Sign in as director',
	'signIn.demo.agent': 'Sign in as agent',
	'signIn.fault.wrong': 'The e-mail or the password is not right. Check both and try again.',
	'signIn.fault.blocked': {
		one: 'Too many failed attempts. You can try again in {n} minute.',
		other: 'Too many failed attempts. You can try again in {n} minutes.'
	},
	'signIn.fault.busy': 'Too many people are signing in at this moment. Try again in a few seconds.',
	'signIn.fault.expired': 'The second step took too long. Start again.',
	'signIn.fault.demo': 'The demo centre is not running, or this is not the computer it runs on.',
	'signIn.fault.unreachable':
		'{name} does not answer. Try again in a moment, or sign in with your password.',
	'signIn.fault.journey':
		'Signing in with {name} took too long or was begun in another browser. Start again.',
	'signIn.fault.refused':
		'{name} did not let you in. Start again, or ask whoever administers your account there.',
	'signIn.fault.invalid':
		'The answer of {name} could not be trusted, so nobody was signed in. Start again; if it happens again, tell whoever administers Atalaya.',
	'signIn.fault.unverified':
		'{name} has not confirmed your e-mail. Confirm it there and start again.',
	'signIn.fault.unknown':
		'Nobody with your e-mail is entered here. Ask whoever administers Atalaya.',
	'signIn.fault.inactive': 'Your account is not active. Ask whoever administers Atalaya.',
	'signIn.fault.own-sign-in':
		'This account has a second step or administers: sign in with its password.',
	'signIn.fault.other-account':
		'Your e-mail is linked to another account of {name}. Sign in with that one, or ask whoever administers Atalaya.',
	'signIn.code.title': 'Second step',
	'signIn.code.text':
		'Type the six digits your authenticator app shows now, or one of your recovery codes.',
	'signIn.code.label': 'Code',
	'signIn.code.enter': 'Continue',
	'signIn.code.wrong':
		'That code is not right, or was used already. Wait for the next one and try again.',
	'signIn.code.again': 'Start again',
	'signIn.away.title': 'On the way to {name}',
	'signIn.away.link': 'Go on to {name}',
	'signIn.welcome.first': 'Welcome to Atalaya',
	'signIn.welcome.firstText': 'You will be the first administrator. This link works once.',
	'signIn.welcome.invitation': 'Welcome, {name}',
	'signIn.welcome.invitationText':
		'Choose the password you will sign in with. This link works once.',
	'signIn.welcome.newPassword': 'A new password for {name}',
	'signIn.welcome.newPasswordText': 'All your sessions end, and this link works once.',
	'signIn.welcome.name': 'First and last name',
	'signIn.welcome.enter': 'Save and sign in',
	'signIn.welcome.gone': 'This link no longer works',
	'signIn.welcome.goneText':
		'It was used, replaced by a newer one, or is too old. Ask whoever administers Atalaya for a new one; on the server, “npm run admin-link” prints one.',
	'signIn.email.invalid': 'Write an e-mail such as ana@example.org.',
	'signIn.email.taken': 'Somebody else signs in with that e-mail.',
	'signIn.name.missing': 'Write your name.',
	'signIn.new.password': 'New password',
	'signIn.new.repeated': 'The same once more',
	'signIn.new.rules':
		'At least {least} characters; a phrase is easy to remember. Not your name or e-mail, and none of the passwords everybody tries first. Capitals, digits and signs are up to you.',
	'signIn.new.short': 'It is too short: at least {least} characters.',
	'signIn.new.long': 'It is too long: at most {most} characters.',
	'signIn.new.common':
		'It is among the first passwords that are tried, or repeats the same few characters. Choose another.',
	'signIn.new.personal': 'It is your name, your e-mail or the name of Atalaya. Choose another.',
	'signIn.new.different': 'The two are not the same.',
	'signIn.account.title': 'Your account',
	'signIn.account.name': 'Name',
	'signIn.account.role': 'Role',
	'signIn.account.teams': 'Teams',
	'signIn.account.allTeams': 'The whole company',
	'signIn.account.noTeams': 'None',
	'signIn.account.provider': 'Linked account',
	'signIn.account.demo':
		'You are a person of the demo centre: there is no password to change, and the session ends with the demo.',
	'signIn.account.withoutPassword':
		'You sign in with {name}: password and second step are managed there.',
	'signIn.account.theProvider': 'your provider',
	'signIn.account.present': 'Current password',
	'signIn.account.wrong': 'The current password is not right.',
	'signIn.account.password': 'Change the password',
	'signIn.account.passwordText': 'All your other sessions end.',
	'signIn.account.passwordSave': 'Change it',
	'signIn.account.passwordDone': 'The password is changed, and all other sessions have ended.',
	'signIn.factor.title': 'Two-step verification',
	'signIn.factor.off':
		'Off. With it, signing in with your password also asks for a code of an app on your phone.',
	'signIn.factor.on': {
		one: 'On. {n} recovery code is left.',
		other: 'On. {n} recovery codes are left.'
	},
	'signIn.factor.begin': 'Set it up',
	'signIn.factor.scan':
		'Scan this picture with the authenticator app, or type the key into it. Then type the six digits it shows.',
	'signIn.factor.picture': 'QR code with the key',
	'signIn.factor.key': 'Key',
	'signIn.factor.confirm': 'Confirm',
	'signIn.factor.wrong':
		'That code is not right. Check the clock of the phone and type the next one.',
	'signIn.factor.again': 'The set-up was replaced by a newer one or is done already. Begin again.',
	'signIn.factor.codes': 'Your recovery codes',
	'signIn.factor.codesText':
		'They are shown this once. Print or write them down: each lets you in once without the phone.',
	'signIn.factor.renew': 'New recovery codes',
	'signIn.factor.remove': 'Turn it off',
	'signIn.factor.removed': 'Two-step verification is off.',
	'signIn.sessions.title': 'Your sessions',
	'signIn.sessions.text': 'Where you are signed in. End those you do not know.',
	'signIn.sessions.this': 'this browser',
	'signIn.sessions.address': 'Address',
	'signIn.sessions.method': 'Signed in',
	'signIn.sessions.used': 'Last used',
	'signIn.sessions.password': 'with the password',
	'signIn.sessions.oidc': 'with the provider',
	'signIn.sessions.link': 'with a link',
	'signIn.sessions.demo': 'of the demo',
	'signIn.sessions.end': 'End',
	'signIn.sessions.endOne': 'End the session of {browser}',
	'signIn.sessions.endAll': 'Sign out everywhere',
	'signIn.sessions.ended': 'The session has ended.',
	'signIn.sessions.unknown': 'Unknown'
} as const;
