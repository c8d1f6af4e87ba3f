/** The pages of quality, in their order. */
import type { Right } from '#lib/domain/access/right.ts';

export interface QualityArea {
	readonly href: string;
	readonly label:
		| `quality.nav.${'work' | 'evaluations' | 'results' | 'disputes' | 'calibration' | 'plans' | 'forms'}`
		| 'review.releases';
	/** One of these is enough. */
	readonly needs: readonly Right[];
}

const WORK: QualityArea = {
	href: '/quality',
	label: 'quality.nav.work',
	needs: ['quality.evaluate', 'quality.read']
};

export const QUALITY_AREAS: readonly QualityArea[] = [
	WORK,
	{ href: '/quality/evaluations', label: 'quality.nav.evaluations', needs: ['quality.read'] },
	{ href: '/quality/releases', label: 'review.releases', needs: ['quality.read'] },
	{ href: '/quality/results', label: 'quality.nav.results', needs: ['quality.read'] },
	{ href: '/quality/disputes', label: 'quality.nav.disputes', needs: ['quality.read'] },
	{ href: '/quality/calibration', label: 'quality.nav.calibration', needs: ['quality.evaluate'] },
	{ href: '/quality/plans', label: 'quality.nav.plans', needs: ['quality.read'] },
	{ href: '/quality/forms', label: 'quality.nav.forms', needs: ['quality.read'] }
];

/** The work itself is only its own page. */
export const qualityAreaOf = (pathname: string): QualityArea =>
	QUALITY_AREAS.find(
		(area) => area !== WORK && (pathname === area.href || pathname.startsWith(`${area.href}/`))
	) ?? WORK;
