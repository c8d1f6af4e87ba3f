/** Single keys of a wall screen. */
export type ScreenAction = 'fullScreen' | 'mute' | 'theme' | 'language' | 'edit' | 'pause';

const KEYS: Readonly<Record<string, ScreenAction>> = {
	f: 'fullScreen',
	m: 'mute',
	t: 'theme',
	l: 'language',
	e: 'edit',
	p: 'pause'
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** Null for keys that are not ours, and for those of the browser. */
export function actionOf({ key, ctrlKey, metaKey, altKey, repeat }: Pressed): ScreenAction | null {
	if (ctrlKey || metaKey || altKey || repeat) return null;
	return KEYS[key.toLowerCase()] ?? null;
}
