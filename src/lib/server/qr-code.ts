/** The codes that pages of the server draw. */
export { qrCode } from '#lib/format/qr-code.ts';
export type { QrCode } from '#lib/format/qr-code.ts';
