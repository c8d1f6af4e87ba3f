/** Keeps the terms of complaints in the database as the settings say, also when it was away while they were changed. */
import type { RegulationSettings } from '#lib/domain/regulation/settings.ts';
import { applyComplaintTerms, forgetComplaintTerms } from './complaint-terms.ts';
import type { TermsOptions } from './complaint-terms.ts';

export interface TermsKeeperOptions extends Omit<TermsOptions, 'nowMs'> {
	readonly settings: () => Promise<RegulationSettings>;
	readonly now: () => number;
	readonly everyMs?: number;
	/** Told once when it begins to fail. */
	readonly onError: (error: unknown) => void;
}

export interface TermsKeeper {
	/** After a change: resolves when it is in force. Rejects when the database does not answer. */
	apply(): Promise<void>;
	stop(): Promise<void>;
}

const EVERY_MS = 60_000;

export function keepComplaintTerms(keeper: TermsKeeperOptions): TermsKeeper {
	const { clickhouse, tenant, zone, settings, now, everyMs = EVERY_MS, onError } = keeper;
	let fails = false;
	let last: Promise<void> = Promise.resolve();
	const apply = (): Promise<void> => {
		const next = last.then(async () => {
			const options = { clickhouse, tenant, zone, nowMs: now() };
			await applyComplaintTerms(options, await settings());
			await forgetComplaintTerms(options);
		});
		last = next.catch(() => undefined);
		return next;
	};
	const round = (): void => {
		apply().then(
			() => {
				fails = false;
			},
			(error: unknown) => {
				if (!fails) onError(error);
				fails = true;
			}
		);
	};
	round();
	const timer = setInterval(round, everyMs);
	return {
		apply,
		async stop() {
			clearInterval(timer);
			await last;
		}
	};
}
