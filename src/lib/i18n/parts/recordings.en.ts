export const recordings = {
	'recordings.title': 'Recordings'
} as const;
