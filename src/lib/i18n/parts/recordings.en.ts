/** English: the player of recordings. */
export const recordings = {
	'recordings.title': 'Recordings',
	'recordings.player': 'Player of the recordings',
	'recordings.intro': 'Each time somebody plays a recording is written to the audit log.',
	'recordings.play': 'Play',
	'recordings.pause': 'Pause',
	'recordings.back': 'Back {seconds} s',
	'recordings.forward': 'Forward {seconds} s',
	'recordings.position': 'Position in the recording',
	'recordings.positionOf': '{position} of {whole}',
	'recordings.speed': 'Speed',
	'recordings.speedTimes': '{speed}×',
	'recordings.volume': 'Volume',
	'recordings.pin': 'Mark this moment',
	'recordings.marks': 'Marked moments',
	'recordings.heard': 'Heard: {share}',
	'recordings.screen': 'Recording of the screen',
	'recordings.noScreen': 'The screen was not recorded at this moment.',
	'recordings.keys': 'Keys of the player',
	'recordings.keys.play': 'play or pause',
	'recordings.keys.short': '5 seconds back or forward',
	'recordings.keys.long': '15 seconds back or forward',
	'recordings.keys.speed': 'slower or faster',
	'recordings.keys.pin': 'mark this moment',
	'recordings.audio': 'Recording of the voice',
	'recordings.trouble.missing':
		'The file is not there: it was moved or deleted, or has not arrived yet.',
	'recordings.trouble.unplayable': 'The file is of no kind that a browser plays.',
	'recordings.trouble.failed':
		'The recording could not be played. Open the page again; if it still fails, the file or its format is at fault.'
} as const;
