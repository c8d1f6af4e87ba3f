/** English: the frame around all pages. */
export const shell = {
	'shell.boards': 'Boards',
	'shell.myDay': 'My day',
	'shell.interactions': 'Contacts',
	'shell.pair': 'Pair a screen',
	'shell.administration': 'Administration',
	'shell.account': 'Account of {name}',
	'shell.signOut': 'Sign out',
	'shell.navigation': 'Main navigation',
	'shell.skip': 'Skip to the content',
	'shell.role.admin': 'Administrator',
	'shell.role.supervisor': 'Supervisor',
	'shell.role.quality': 'Quality manager',
	'shell.role.director': 'Director',
	'shell.role.agent': 'Agent',
	'home.noneSeen': 'None of the boards is for your teams. Ask whoever administers Atalaya.',
	'error.title.403': 'This page is not for you',
	'error.text.403':
		'Your role or your teams do not include it. If you need it, ask whoever administers Atalaya.'
} as const;
