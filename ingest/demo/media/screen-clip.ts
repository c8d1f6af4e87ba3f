/** The screen of an agent during a call: the customer's card, a clock, and the notes that are typed meanwhile. */
import type { Turn } from '../script/talk.ts';
import { H264Encoder, pictureParameters, sequenceParameters } from './h264.ts';
import { mp4File } from './mp4-file.ts';
import type { VideoSample } from './mp4-file.ts';
import { plainCapitals } from './glyphs.ts';
import { BLOCK_POINTS } from './picture.ts';
import { TextScreen } from './text-screen.ts';
import type { Paint } from './text-screen.ts';

export interface ScreenClip {
	readonly contact: string;
	readonly turns: readonly Turn[];
	/** How long after the recording of the voice the one of the screen begins. */
	readonly lateMs: number;
	readonly durationMs: number;
	/** How long the voice is recorded. */
	readonly callMs: number;
}

const COLUMNS = 40;
const ROWS = 22;
const STEP_MS = 500;
const NOTES = { row: 6, column: 2, rows: 12, columns: 36 } as const;

const DESK: Paint = { paper: 60, ink: 200, blue: 140, red: 122 };
const BAR: Paint = { paper: 40, ink: 235, blue: 150, red: 112 };
const CARD: Paint = { paper: 225, ink: 40, blue: 128, red: 128 };
const AGENT: Paint = { ...CARD, ink: 90, blue: 150, red: 110 };
const ENDED: Paint = { paper: 90, ink: 235, blue: 100, red: 160 };

const two = (value: number): string => String(value).padStart(2, '0');
const clockOf = (ms: number): string => {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
};

/** Broken where words end. */
function linesOf(text: string, columns: number): string[] {
	const lines: string[] = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1) ?? '';
		const longer = line === '' ? word : `${line} ${word}`;
		if (longer.length <= columns) lines[lines.length - 1] = longer;
		else lines.push(word.slice(0, columns));
	}
	return lines;
}

/** What has been typed of a turn at this moment of the call. */
function typed({ speaker, text, startMs, endMs }: Turn, atMs: number): string {
	const whole = plainCapitals(`${speaker === 'agent' ? '>' : '-'} ${text}`);
	const share = Math.min(1, Math.max(0, (atMs - startMs) / Math.max(1, endMs - startMs)));
	return whole.slice(0, Math.round(whole.length * share));
}

function drawNotes(screen: TextScreen, turns: readonly Turn[], atMs: number): void {
	const { row, column, rows, columns } = NOTES;
	const said = turns.filter(({ startMs }) => startMs <= atMs);
	// A full page is turned: moving all lines up would write every letter again.
	const pages: { line: string; paint: Paint }[][] = [[]];
	for (const turn of said) {
		const paint = turn.speaker === 'agent' ? AGENT : CARD;
		const lines = linesOf(typed(turn, atMs), columns).map((line) => ({ line, paint }));
		const whole = linesOf(plainCapitals(`> ${turn.text}`), columns).length;
		if ((pages.at(-1)?.length ?? 0) + whole > rows) pages.push([]);
		pages.at(-1)?.push(...lines);
	}
	screen.fill(row, column, rows, columns, CARD);
	for (const [index, { line, paint }] of (pages.at(-1) ?? []).entries())
		screen.write(row + index, column, line, paint);
}

/** `atMs`: since the recording of the voice began, which is what the clock shows. */
function draw(screen: TextScreen, { contact, turns, callMs }: ScreenClip, atMs: number): void {
	const isOver = atMs >= callMs;
	screen.fill(0, 0, 1, COLUMNS, BAR);
	screen.write(0, 1, 'BRISALIA CRM', BAR);
	screen.write(0, COLUMNS - 6, clockOf(Math.min(atMs, callMs)), BAR);
	screen.fill(2, 1, 2, COLUMNS - 2, CARD);
	screen.write(2, 2, plainCapitals(`Contacto ${contact}`), CARD);
	screen.write(3, 2, isOver ? 'LLAMADA TERMINADA' : 'LLAMADA EN CURSO', CARD);
	screen.fill(NOTES.row - 1, 1, NOTES.rows + 2, COLUMNS - 2, CARD);
	drawNotes(screen, turns, atMs);
	screen.fill(ROWS - 1, 0, 1, COLUMNS, isOver ? ENDED : BAR);
	screen.write(ROWS - 1, 1, isOver ? 'TAREAS POSTERIORES' : 'EN LLAMADA', isOver ? ENDED : BAR);
}

/** An MP4 file. A picture that is as before costs a dozen bytes. */
export function screenClip(clip: ScreenClip): Uint8Array {
	const screen = new TextScreen(COLUMNS, ROWS, DESK);
	const encoder = new H264Encoder();
	const samples: VideoSample[] = [];
	const steps = Math.max(1, Math.ceil(clip.durationMs / STEP_MS));
	for (let step = 0; step < steps; step += 1) {
		const fromMs = step * STEP_MS;
		const durationMs = Math.min(STEP_MS, clip.durationMs - fromMs);
		draw(screen, clip, clip.lateMs + fromMs);
		samples.push({ unit: encoder.encode(screen.picture()), durationMs, isKey: step === 0 });
	}
	return mp4File({
		width: COLUMNS * BLOCK_POINTS,
		height: ROWS * BLOCK_POINTS,
		sequence: sequenceParameters({ columns: COLUMNS, rows: ROWS }),
		parameters: pictureParameters(),
		samples
	});
}
