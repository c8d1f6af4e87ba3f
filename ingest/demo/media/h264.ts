/**
 * An encoder of H.264 for pictures of text, which loses nothing and needs no arithmetic: a block is the same as before, or
 * goes on as its neighbour ends, or its points are written down (P_Skip, Intra 16×16 without a residual, I_PCM). That is
 * the baseline profile with CAVLC, which every decoder knows. Names in comments are those of ITU-T H.264.
 */
import { BitWriter } from './bit-writer.ts';
import { BLOCK_POINTS, COLOUR_POINTS, sameBlock } from './picture.ts';
import type { Block, Picture } from './picture.ts';

const BASELINE = 66;
/** constraint_set0 and constraint_set1: the constrained baseline profile. */
const CONSTRAINTS = 0xc0;
/** 3.0: up to 1,620 blocks a picture. */
const LEVEL = 30;
const NAL = { picture: 0x61, keyPicture: 0x65, sequence: 0x67, parameters: 0x68 } as const;
const FRAME_NUMBERS = 16;

/** Where mb_type of the key pictures begins within the types of the others. */
const INTRA_IN_P = 5;
const I_PCM = 25;
/** Intra16x16PredMode and intra_chroma_pred_mode. */
const FROM_ABOVE = { luma: 0, chroma: 2 } as const;
const FROM_LEFT = { luma: 1, chroma: 1 } as const;

/** What a block tells its neighbours about how many coefficients it has (nC): all, or none. */
type Kind = 'points' | 'other';

function protect(header: number, payload: Uint8Array): Uint8Array {
	// Three bytes that would look like the beginning of the next unit get a fourth in between (7.4.1).
	const bytes: number[] = [header];
	let zeros = 0;
	for (const byte of payload) {
		if (zeros === 2 && byte <= 3) {
			bytes.push(3);
			zeros = 0;
		}
		bytes.push(byte);
		zeros = byte === 0 ? zeros + 1 : 0;
	}
	return Uint8Array.from(bytes);
}

/** seq_parameter_set_rbsp (7.3.2.1). */
export function sequenceParameters({
	columns,
	rows
}: Pick<Picture, 'columns' | 'rows'>): Uint8Array {
	const writer = new BitWriter();
	for (const byte of [BASELINE, CONSTRAINTS, LEVEL]) writer.bits(byte, 8);
	writer.unsigned(0);
	// log2_max_frame_num_minus4; pictures are shown in the order they come (pic_order_cnt_type 2); one reference.
	for (const value of [0, 2, 1]) writer.unsigned(value);
	writer.bits(0, 1);
	writer.unsigned(columns - 1);
	writer.unsigned(rows - 1);
	// frame_mbs_only_flag, direct_8x8_inference_flag, no cropping, no further information.
	writer.bits(0b1100, 4);
	return protect(NAL.sequence, writer.finish());
}

/** pic_parameter_set_rbsp (7.3.2.2). */
export function pictureParameters(): Uint8Array {
	const writer = new BitWriter();
	for (const value of [0, 0]) writer.unsigned(value);
	// CAVLC; one slice group, one reference each way.
	writer.bits(0b00, 2);
	for (const value of [0, 0, 0]) writer.unsigned(value);
	// No weighting; usual quantisers.
	writer.bits(0b000, 3);
	for (const value of [0, 0, 0]) writer.signed(value);
	// deblocking_filter_control_present_flag: the filter is switched off in each slice.
	writer.bits(0b100, 3);
	return protect(NAL.parameters, writer.finish());
}

/** Each row, or each column, goes on as the neighbour ends. */
function goesOn(
	points: Uint8Array,
	size: number,
	neighbour: Uint8Array,
	from: 'left' | 'above'
): boolean {
	return points.every((value, index) => {
		const [row, column] = [Math.floor(index / size), index % size];
		const at = from === 'left' ? row * size + size - 1 : (size - 1) * size + column;
		return value === neighbour[at];
	});
}

const continues = (block: Block, neighbour: Block | undefined, from: 'left' | 'above'): boolean =>
	neighbour !== undefined &&
	goesOn(block.blue, COLOUR_POINTS, neighbour.blue, from) &&
	goesOn(block.red, COLOUR_POINTS, neighbour.red, from) &&
	goesOn(block.luma, BLOCK_POINTS, neighbour.luma, from);

/** coeff_token of a block without coefficients, by those of its neighbours (9.2.1, table 9-5). */
function writeNoCoefficients(writer: BitWriter, left: Kind | undefined, above: Kind | undefined) {
	const known = [left, above].filter((kind) => kind !== undefined);
	const [of16, all] = [known.filter((kind) => kind === 'points').length, known.length];
	const mean = all === 0 ? 0 : Math.ceil((16 * of16) / all);
	if (mean < 2) writer.bits(1, 1);
	else writer.bits(0b000011, 6);
}

class Slice {
	readonly #writer = new BitWriter();
	readonly #picture: Picture;
	readonly #before: Picture | null;
	readonly #kinds: Kind[] = [];
	#skipped = 0;

	constructor(picture: Picture, before: Picture | null) {
		this.#picture = picture;
		this.#before = before;
	}

	/** slice_header (7.3.3) and slice_data (7.3.4). */
	encode(frameNumber: number, keyNumber: number): Uint8Array {
		const writer = this.#writer;
		const isKey = this.#before === null;
		for (const value of [0, isKey ? 7 : 5, 0]) writer.unsigned(value);
		writer.bits(frameNumber % FRAME_NUMBERS, 4);
		if (isKey) writer.unsigned(keyNumber % 2);
		// Key: nothing of earlier pictures is kept. Others: usual references, usual marking.
		writer.bits(0, isKey ? 2 : 3);
		writer.signed(0);
		writer.unsigned(1);
		for (const [index, block] of this.#picture.blocks.entries()) this.#write(index, block);
		if (this.#skipped > 0) writer.unsigned(this.#skipped);
		return protect(isKey ? NAL.keyPicture : NAL.picture, writer.finish());
	}

	#write(index: number, block: Block): void {
		const before = this.#before?.blocks[index];
		if (before && sameBlock(block, before)) {
			this.#skipped += 1;
			this.#kinds[index] = 'other';
			return;
		}
		if (this.#before) this.#writer.unsigned(this.#skipped);
		this.#skipped = 0;
		this.#writeIntra(index, block);
	}

	#writeIntra(index: number, block: Block): void {
		const { columns, blocks } = this.#picture;
		// -1 is no block.
		const left = index % columns === 0 ? -1 : index - 1;
		const above = index < columns ? -1 : index - columns;
		if (continues(block, blocks[left], 'left')) this.#writeContinued(index, FROM_LEFT, left, above);
		else if (continues(block, blocks[above], 'above'))
			this.#writeContinued(index, FROM_ABOVE, left, above);
		else this.#writePoints(index, block);
	}

	#type(type: number): void {
		this.#writer.unsigned(this.#before ? type + INTRA_IN_P : type);
	}

	#writeContinued(
		index: number,
		mode: typeof FROM_ABOVE | typeof FROM_LEFT,
		left: number,
		above: number
	): void {
		this.#type(1 + mode.luma);
		this.#writer.unsigned(mode.chroma);
		// mb_qp_delta.
		this.#writer.signed(0);
		writeNoCoefficients(this.#writer, this.#kinds[left], this.#kinds[above]);
		this.#kinds[index] = 'other';
	}

	#writePoints(index: number, { luma, blue, red }: Block): void {
		this.#type(I_PCM);
		this.#writer.align();
		for (const points of [luma, blue, red]) this.#writer.append(points);
		this.#kinds[index] = 'points';
	}
}

/** Turns pictures of one size into coded pictures, one after another. */
export class H264Encoder {
	#before: Picture | null = null;
	#frames = 0;
	#keys = 0;

	/** One NAL unit, without a start code. The first picture is a key picture, which needs no other. */
	encode(picture: Picture): Uint8Array {
		const isKey = this.#before === null;
		if (isKey) this.#frames = 0;
		const unit = new Slice(picture, this.#before).encode(this.#frames, this.#keys);
		this.#before = picture;
		this.#frames += 1;
		if (isKey) this.#keys += 1;
		return unit;
	}
}
