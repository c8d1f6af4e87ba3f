/** Words for coefficients of agreement. They are customs, not laws: each is read with its n and its interval. */

/** How much weight a coefficient can bear: Krippendorff 2004, .800 and .667. */
export const RELIANCES = ['reliable', 'tentative', 'unreliable'] as const;
export type Reliance = (typeof RELIANCES)[number];

export function relianceOf(alpha: number): Reliance {
	if (alpha >= 0.8) return 'reliable';
	return alpha >= 0.667 ? 'tentative' : 'unreliable';
}

/** Kappa after Landis & Koch 1977; below 0 is poor. */
export const KAPPA_BANDS = [
	'poor',
	'slight',
	'fair',
	'moderate',
	'substantial',
	'almostPerfect'
] as const;
export type KappaBand = (typeof KAPPA_BANDS)[number];

export function kappaBand(kappa: number): KappaBand {
	if (kappa < 0) return 'poor';
	if (kappa <= 0.2) return 'slight';
	if (kappa <= 0.4) return 'fair';
	if (kappa <= 0.6) return 'moderate';
	return kappa <= 0.8 ? 'substantial' : 'almostPerfect';
}

/** Intraclass correlations after Koo & Li 2016. */
export const CORRELATION_BANDS = ['poor', 'moderate', 'good', 'excellent'] as const;
export type CorrelationBand = (typeof CORRELATION_BANDS)[number];

export function correlationBand(icc: number): CorrelationBand {
	if (icc < 0.5) return 'poor';
	if (icc < 0.75) return 'moderate';
	return icc <= 0.9 ? 'good' : 'excellent';
}
