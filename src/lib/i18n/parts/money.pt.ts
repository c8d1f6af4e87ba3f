export const money = {
	'money.title': 'Custos e contratos'
} as const;
