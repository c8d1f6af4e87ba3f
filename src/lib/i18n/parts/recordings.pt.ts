export const recordings = {
	'recordings.title': 'Gravações'
} as const;
