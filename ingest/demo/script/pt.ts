import type { Lines } from './lines.ts';

export const PORTUGUESE: Lines = {
	opening: {
		plan: {
			calm: ['Olá, queria mudar o meu tarifário para um com mais dados.'],
			upset: ['Há um mês que peço a mudança de tarifário e ninguém me liga.']
		},
		signup: {
			calm: ['Bom dia, gostava de contratar fibra para a casa nova.'],
			upset: ['Pedi a instalação há duas semanas e continuo sem nada.']
		},
		porting: {
			calm: ['Queria trazer o meu número de outra operadora.'],
			upset: ['A portabilidade falhou e fiquei sem linha. Inaceitável.']
		},
		offer: {
			calm: ['Vi a oferta de fibra e telemóvel, pode explicar-me?'],
			upset: ['A oferta que anunciam não é a que me aplicam, sinto-me enganado.']
		},
		slow: {
			calm: ['Olá, desde ontem a internet está um pouco lenta.'],
			upset: ['A internet está péssima, assim não consigo trabalhar.']
		},
		router: {
			calm: ['Como mudo a palavra-passe do wifi?'],
			upset: ['O router que enviaram não funciona, perdi a tarde toda.']
		},
		tv: {
			calm: ['Não encontro o canal de desporto.'],
			upset: ['A televisão corta em todos os jogos, é desesperante.']
		},
		bill: {
			calm: ['Recebi uma fatura de {amount} € e queria percebê-la.'],
			upset: ['{amount} € de fatura? Isto é um roubo!']
		},
		doubleCharge: {
			calm: ['Acho que me cobraram duas vezes, podem ver?'],
			upset: ['Cobraram duas vezes e ninguém devolve o dinheiro.']
		},
		complaint: {
			calm: ['Quero apresentar uma reclamação formal sobre o atendimento da semana passada.'],
			upset: ['Exijo uma resposta por escrito à minha reclamação, espero há dias.']
		},
		directDebit: {
			calm: ['Queria mudar a conta do débito direto.'],
			upset: ['Mudei a conta e cobraram na antiga. Que confusão.']
		},
		cancel: {
			calm: ['Vou mudar de país e preciso de cancelar o serviço.'],
			upset: ['Quero cancelar já, não aguento mais este serviço.']
		},
		outage: {
			calm: ['Olá, estamos sem internet há um bocado, há alguma avaria?'],
			upset: ['{hour} horas sem serviço e ninguém diz nada.']
		},
		dropouts: {
			calm: ['A ligação cai de vez em quando, podem verificar?'],
			upset: ['Cai de dez em dez minutos, não funciona nada.']
		},
		technician: {
			calm: ['Queria confirmar a hora da visita do técnico.'],
			upset: ['O técnico não apareceu e perdi a manhã.']
		}
	},
	reply: {
		pleased: ['Perfeito, muito obrigado.', 'Ótimo, ajuda imenso.', 'Que rapidez, obrigada!'],
		neutral: [
			'Está bem, eu espero.',
			'Sim, o titular sou eu.',
			'O contrato é o {number}.',
			'Já reiniciei e continua igual.'
		],
		upset: [
			'Isso já me disseram e não serviu de nada.',
			'Que mau serviço.',
			'Continuo à espera e ninguém resolve.'
		]
	},
	farewell: {
		settled: ['Resolvido, obrigado pela ajuda.', 'Já funciona. Excelente atendimento.'],
		open: ['Pronto, continuo à espera.', 'Não resolveram nada, vou reclamar.']
	},
	bot: {
		greeting: ['Olá, sou o assistente da Brisalia. Como posso ajudar?'],
		queued: ['Obrigado. Vou passar a um colega da equipa.']
	},
	agent: {
		greeting: ['Olá, fala {name}. Vamos já ver isso.'],
		sorry: ['Olá, sou {name}. Lamento o sucedido, vamos resolver.'],
		question: [
			'Pode confirmar o número de contrato?',
			'Desde quando acontece?',
			'Já reiniciou o router?'
		],
		working: ['Um momento, estou a verificar.', 'Estou a testar a sua linha.'],
		settled: [
			'Já está corrigido. A sua referência é {number}.',
			'Feito, pode confirmar se já funciona?'
		],
		open: ['Fica registado com a referência {number}; vão contactá-lo.']
	},
	letter: {
		settled: ['Bom dia, sou {name}. O seu caso está corrigido, referência {number}.'],
		open: [
			'Bom dia, sou {name}. Passámos o seu caso ao departamento responsável, referência {number}.'
		]
	},
	comment: {
		good: ['Muito simpáticos e rápidos.', 'Resolveram à primeira.'],
		poor: ['Demasiado tempo à espera.', 'Continuo com o problema.']
	},
	mention: {
		pleased: ['Muito satisfeito com a Brisalia, instalaram num dia.'],
		neutral: ['Alguém tem fibra da Brisalia? Que tal?'],
		upset: ['A Brisalia cobrou duas vezes e ninguém responde.']
	},
	incident: ['Mais alguém sem internet na Brisalia?', 'Brisalia em baixo outra vez. Péssimo.'],
	rival: ['A Tornafón subiu os preços sem avisar.']
};
