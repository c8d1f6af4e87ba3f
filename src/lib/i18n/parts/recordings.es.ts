export const recordings = {
	'recordings.title': 'Grabaciones'
} as const;
