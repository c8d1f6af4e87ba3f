/** The paths of events that may be looked for below a folder: plain names with slashes between them. */

const LONGEST = 1000;
/** Control characters; what Windows reads as a separator, a drive or a stream (`a.wav::$DATA`) or does not take in names. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u001f\u007f\\:*?"<>|]/;
/** A dot, a slash or a zero once more in disguise: some servers of files decode names. */
const DISGUISED = /%(2e|2f|5c|00|25)/i;
/** Devices under Windows, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Windows leaves dots and spaces at the end of a name away, and finds another file. */
const isPlainName = (name: string): boolean =>
	name !== '' && !/[. ]$/.test(name) && !DEVICE.test(name);

/** The names on the way to the file; null for what could lead anywhere else. */
export function relativeNames(path: string): readonly string[] | null {
	if (path.length > LONGEST || FORBIDDEN.test(path) || DISGUISED.test(path)) return null;
	const names = path.split('/');
	return names.every(isPlainName) ? names : null;
}
