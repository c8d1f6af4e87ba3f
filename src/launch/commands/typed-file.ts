/** A file of the command line, relative to where it was typed: npm has changed the directory, and the launcher says it. */
import { resolve } from 'node:path';

export const typedFile = (file: string): string =>
	resolve(process.env['ATALAYA_TYPED_IN'] ?? '.', file);
