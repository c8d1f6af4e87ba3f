/** The bytes of an uploaded file as text: spreadsheets write UTF-8, UTF-16 or the old code page of Western Windows. */

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
	mark.every((byte, index) => bytes[index] === byte);

/** Without a byte order mark. Never throws: what is no text at all has no line that anything can be made of. */
export function textOf(bytes: Uint8Array): string {
	if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
	if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}
