/** Português: surveys and first contact resolution. */
export const surveys = {
	'surveys.metrics': 'Métricas',
	'surveys.metricsIntro': 'O que vale para os números de toda a instalação.',
	'surveys.firstContact': 'Resolução no primeiro contato',
	'surveys.firstContactText':
		'Um contato fica resolvido na primeira vez quando o cliente não volta pelo mesmo assunto, por nenhum canal, nestes dias desde que foi tratado.',
	'surveys.window': 'Dias sem voltar',
	'surveys.window.hint':
		'O habitual são 7; 1 no chat, 14 em entregas, 30 onde há fatura mensal. Uma mudança julga de novo todo o passado.',
	'surveys.window.saved':
		'Salvo. Os números de todos os períodos seguem a nova janela a partir de agora.',
	'surveys.window.refused': 'Escreva um número inteiro de dias de 1 a {most}. Nada foi alterado.'
} as const;
