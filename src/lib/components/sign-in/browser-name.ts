/** What people call a browser and its system, of what it calls itself. */

const BROWSERS = [
	[/Edg(?:e|A|iOS)?\//, 'Edge'],
	[/OPR\/|Opera/, 'Opera'],
	[/SamsungBrowser\//, 'Samsung Internet'],
	[/Firefox\/|FxiOS\//, 'Firefox'],
	[/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
	[/Safari\//, 'Safari']
] as const;
const SYSTEMS = [
	[/iPhone/, 'iPhone'],
	[/iPad/, 'iPad'],
	[/Android/, 'Android'],
	[/Windows/, 'Windows'],
	[/Mac OS X|Macintosh/, 'macOS'],
	[/CrOS/, 'ChromeOS'],
	[/Linux/, 'Linux']
] as const;

/** `Firefox · Windows`; null when nothing of it is known. */
export function browserName(agentName: string): string | null {
	const find = (names: readonly (readonly [RegExp, string])[]) =>
		names.find(([pattern]) => pattern.test(agentName))?.[1];
	const parts = [find(BROWSERS), find(SYSTEMS)].filter((part) => part !== undefined);
	return parts.length === 0 ? null : parts.join(' · ');
}
