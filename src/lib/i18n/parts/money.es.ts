export const money = {
	'money.title': 'Costes y contratos'
} as const;
