/** English: screens and their pairing. */
export const screens = {
	'screens.agents.list': 'By name',
	'screens.agents.listHint':
		'Name, state and since when, for those who supervise these agents. Others see how many are in each state; screens see names only where the board allows it, and never of fewer than five.',
	'screens.agents.few': 'Fewer than {n} agents: nothing is told of so few.',
	'screens.agents.name': 'Agent',
	'screens.agents.state': 'State',
	'screens.agents.since': 'For',

	'screens.pairing.title': 'Pair this screen',
	'screens.pairing.how': 'Open {address} on your phone and type this code',
	'screens.pairing.scan': 'or scan it',
	'screens.pairing.qr': 'QR code with the address and the code',
	'screens.pairing.lives': 'A new code comes by itself every {n} minutes.',
	'screens.pairing.asking': 'Asking for a code…',
	'screens.pairing.full':
		'Too many screens are waiting to be paired. This one tries again in a minute.',
	'screens.pairing.away': 'The server does not answer. This screen tries again by itself.',

	'screens.none.title': 'No board to show',
	'screens.none.text':
		'The boards of “{name}” were deleted. Give it another one under Administration, Screens; it shows it by itself.',
	'screens.identify': 'This screen is',

	'screens.pair.title': 'Pair a screen',
	'screens.pair.intro': 'Open {address} on the television. It shows a code of six characters.',
	'screens.pair.code': 'Code on the screen',
	'screens.pair.codeHint': 'Capitals, spaces and dashes make no difference.',
	'screens.pair.name': 'Name of the screen',
	'screens.pair.nameHint': 'Which one it is, for example “Floor 2, by the window”.',
	'screens.pair.boards': 'Boards',
	'screens.pair.boardsHint': 'Whoever stands before the screen sees all that is on them.',
	'screens.pair.noBoards':
		'There is no board that you may give to a screen. Create one of your team first.',
	'screens.pair.rotate': 'Seconds for each board',
	'screens.pair.rotateHint': 'When there are several: {least} to {most}.',
	'screens.pair.submit': 'Pair',
	'screens.pair.done': '“{name}” is paired. It shows its board in a few seconds.',
	'screens.pair.home': 'To the boards',

	'screens.fault.code':
		'No screen shows this code. Look again: a code lives ten minutes and is good for one screen.',
	'screens.fault.wait': {
		one: 'Too many wrong codes. Try again in {n} minute.',
		other: 'Too many wrong codes. Try again in {n} minutes.'
	},
	'screens.fault.name': 'Give the screen a name of 1 to 80 characters.',
	'screens.fault.no-boards': 'Choose at least one board.',
	'screens.fault.too-many-boards': 'Choose {n} boards at most.',
	'screens.fault.rotate': 'Choose {least} to {most} seconds for each board.',
	'screens.fault.boards': 'One of these boards is gone or not yours to give. Choose again.',
	'screens.fault.gone': 'This screen is no longer paired.',

	'screens.fleet.title': 'Screens',
	'screens.fleet.intro':
		'Paired televisions, those with trouble first. This page keeps itself up to date, except while one is being changed.',
	'screens.fleet.none':
		'No screen is paired yet. Open {address} on a television; it shows a code to pair it with.',
	'screens.fleet.count': { one: '{n} screen', other: '{n} screens' },
	'screens.fleet.trouble': { one: '{n} with trouble', other: '{n} with trouble' },

	'screens.state.copied': 'Token used twice',
	'screens.state.copied.text':
		'A token of this screen that had been replaced was used again: somebody may have a copy. Revoke the screen and pair it again. The audit log has the address.',
	'screens.state.differs': 'Shows something else',
	'screens.state.differs.text':
		'What it shows is not what it was sent. If that lasts longer than a minute, restart the television.',
	'screens.state.silent': 'Silent',
	'screens.state.silent.text':
		'It says nothing any more. Is it switched on, on the network, and in front?',
	'screens.state.expired': 'Expired',
	'screens.state.expired.text': 'It was off for 90 days. Revoke it and pair it again.',
	'screens.state.waiting': 'Not there yet',
	'screens.state.waiting.text': 'It was paired and has not said anything yet.',
	'screens.state.outdated': 'Earlier pages',
	'screens.state.outdated.text':
		'It runs the pages of an earlier version and loads the new ones by itself.',
	'screens.state.unproven': 'On',
	'screens.state.unproven.text': 'Its next report tells whether it shows what it should.',
	'screens.state.fine': 'Shows what it should',
	'screens.state.fine.text': 'The hash of what it painted is that of what it was sent.',

	'screens.fact.boards': 'Boards',
	'screens.fact.each': '{n} s each',
	'screens.fact.deleted': '{id} (deleted)',
	'screens.fact.paint': 'Last paint',
	'screens.fact.ago': '{age} ago',
	'screens.fact.seq': 'State {seq}, hash {hash}',
	'screens.fact.never': 'never',
	'screens.fact.roundTrip': 'Round trip',
	'screens.fact.milliseconds': '{n} ms',
	'screens.fact.size': 'Size',
	'screens.fact.pixels': '{width} × {height}',
	'screens.fact.build': 'Version',
	'screens.fact.connected': 'Connected for',
	'screens.fact.address': 'Last address',
	'screens.fact.paired': 'Paired',
	'screens.fact.pairedBy': '{at}, {name}',

	'screens.act.identify': 'Identify',
	'screens.act.identified': '“{name}” shows its name for ten seconds.',
	'screens.act.change': 'Change',
	'screens.act.save': 'Save',
	'screens.act.saved': '“{name}” is saved. The screen follows by itself.',
	'screens.act.revoke': 'Revoke',
	'screens.act.revokeAsk':
		'Revoke “{name}”? It stops showing boards at once and can only come back by being paired again.',
	'screens.act.revokeYes': 'Revoke it',
	'screens.act.revoked': 'The screen is revoked.'
} as const;
