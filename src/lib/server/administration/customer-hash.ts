/** A customer in the audit log: the log must not keep whom it says was erased. */
import { subjectHash } from '../store/erased-subjects.ts';

export const customerHash = (key: Buffer, customer: string): string =>
	subjectHash(key, { kind: 'customer', id: customer });
