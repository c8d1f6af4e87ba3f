export const money = {
	'money.title': 'Costs and contracts'
} as const;
