/** What contacts cost and bring in, worked out of rates, contracts and metrics. Money is whole cents of one currency. */

/**
 * `costPerContact`: cost / handled. `costPerResolution`: cost / resolved at first contact. `revenuePerProductiveHour`: billed /
 * hours of handling and of being ready. `marginShare`: (billed − cost) / billed. `penaltyShare`: penalties less bonuses / billed.
 */
export const MONEY_FORMULAS = [
	'costPerContact',
	'costPerResolution',
	'revenuePerProductiveHour',
	'marginShare',
	'penaltyShare'
] as const;
export type MoneyFormula = (typeof MONEY_FORMULAS)[number];
