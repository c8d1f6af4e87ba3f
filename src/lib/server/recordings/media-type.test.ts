import { describe, expect, test } from 'vitest';
import { mediaTypeOf } from './media-type.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text.padEnd(12, '\0'), 'latin1');
const WAV = bytes('RIFF....WAVE');

describe('the kind of a recording', () => {
	test.each([
		['a.wav', WAV, 'audio/wav'],
		['a.WAV', WAV, 'audio/wav'],
		['a.mp3', bytes('ID3\u0004'), 'audio/mpeg'],
		['a.mp3', bytes('\xff\xfb\x90'), 'audio/mpeg'],
		['a.m4a', bytes('....ftypM4A '), 'audio/mp4'],
		['a.opus', bytes('OggS'), 'audio/ogg'],
		['a.flac', bytes('fLaC'), 'audio/flac'],
		['a.webm', bytes('\x1a\x45\xdf\xa3'), 'video/webm'],
		['a.mp4', bytes('....ftypisom'), 'video/mp4']
	])('%s is what its name and its bytes say', (name, first, type) => {
		expect(mediaTypeOf(name, first)).toBe(type);
	});

	test.each([
		['a page that is called a recording', 'a.wav', bytes('<html><body>')],
		['a recording of another kind', 'a.wav', bytes('OggS')],
		['a page', 'a.html', bytes('<html><body>')],
		['a picture that could hold a script', 'a.svg', bytes('<svg xmlns="')],
		['a name without an ending', 'wav', WAV],
		['a name that ends like an object', 'a.constructor', WAV],
		['a file that is too short', 'a.wav', Buffer.from('RIFF')]
	])('%s is none', (_what, name, first) => {
		expect(mediaTypeOf(name, first)).toBeNull();
	});
});
