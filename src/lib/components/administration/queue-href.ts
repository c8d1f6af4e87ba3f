/** Addresses of the settings of a queue: ids of events may hold anything, so they are not in the path. */
const PAGE = '/administration/queues/settings';

export const queueHref = (queue: string): string => `${PAGE}?queue=${encodeURIComponent(queue)}`;

export const versionHref = (queue: string, validFromMs: number): string =>
	`${queueHref(queue)}&version=${validFromMs}#form`;
