/** Português: signing in and the own account. */
export const signIn = {
	'signIn.title': 'Entrar',
	'signIn.lead': 'A operação da sua central, ao vivo.',
	'signIn.email': 'E-mail',
	'signIn.password': 'Senha',
	'signIn.enter': 'Entrar',
	'signIn.provider': 'Entrar com {name}',
	'signIn.provider.or': 'ou',
	'signIn.noAdministrator':
		'Esta instalação ainda não tem quem a administre. Abra o link de uso único mostrado no terminal ao iniciar; “npm run admin-link” mostra um novo.',
	'signIn.demo.title': 'Central de demonstração',
	'signIn.demo.text':
		'Pessoas e contatos inventados. Só aparece neste computador e enquanto a demonstração está em execução.',
	'signIn.demo.admin': 'Entrar como administradora',
	'signIn.demo.supervisor': 'Entrar como supervisora',
	'signIn.demo.quality': 'Entrar como responsável pela qualidade',
	'signIn.demo.director': 'Entrar como diretora',
	'signIn.demo.agent': 'Entrar como agente',
	'signIn.fault.wrong': 'O e-mail ou a senha não estão corretos. Confira e tente de novo.',
	'signIn.fault.blocked': {
		one: 'Muitas tentativas sem sucesso. Você poderá tentar de novo em {n} minuto.',
		other: 'Muitas tentativas sem sucesso. Você poderá tentar de novo em {n} minutos.'
	},
	'signIn.fault.busy': 'Há muita gente entrando neste momento. Tente de novo em alguns segundos.',
	'signIn.fault.expired': 'A segunda etapa demorou demais. Comece de novo.',
	'signIn.fault.demo':
		'A central de demonstração não está em execução, ou este não é o computador em que ela roda.',
	'signIn.fault.unreachable':
		'{name} não responde. Tente de novo em instantes ou entre com a sua senha.',
	'signIn.fault.journey':
		'A entrada com {name} demorou demais ou começou em outro navegador. Comece de novo.',
	'signIn.fault.refused':
		'{name} não permitiu o acesso. Comece de novo ou consulte quem administra a sua conta lá.',
	'signIn.fault.invalid':
		'A resposta de {name} não é confiável e ninguém entrou. Comece de novo; se acontecer outra vez, avise quem administra o Atalaya.',
	'signIn.fault.unverified': '{name} não confirmou o seu e-mail. Confirme-o lá e comece de novo.',
	'signIn.fault.unknown':
		'O seu e-mail não está cadastrado aqui. Consulte quem administra o Atalaya.',
	'signIn.fault.inactive': 'A sua conta não está ativa. Consulte quem administra o Atalaya.',
	'signIn.fault.own-sign-in':
		'Esta conta tem segunda etapa ou é de administração: entre com a senha.',
	'signIn.fault.other-account':
		'O seu e-mail está vinculado a outra conta de {name}. Entre com ela ou consulte quem administra o Atalaya.',
	'signIn.code.title': 'Segunda etapa',
	'signIn.code.text':
		'Digite os seis dígitos que o seu aplicativo autenticador mostra agora, ou um dos seus códigos de recuperação.',
	'signIn.code.label': 'Código',
	'signIn.code.enter': 'Continuar',
	'signIn.code.wrong':
		'Esse código não está correto ou já foi usado. Espere o próximo e tente de novo.',
	'signIn.code.again': 'Começar de novo',
	'signIn.away.title': 'A caminho de {name}',
	'signIn.away.link': 'Continuar para {name}',
	'signIn.welcome.first': 'Boas-vindas ao Atalaya',
	'signIn.welcome.firstText':
		'Você vai administrar esta instalação. Este link funciona uma única vez.',
	'signIn.welcome.invitation': 'Boas-vindas, {name}',
	'signIn.welcome.invitationText':
		'Escolha a senha com que vai entrar. Este link funciona uma única vez.',
	'signIn.welcome.newPassword': 'Nova senha de {name}',
	'signIn.welcome.newPasswordText':
		'Todas as suas sessões são encerradas, e este link funciona uma única vez.',
	'signIn.welcome.name': 'Nome e sobrenome',
	'signIn.welcome.enter': 'Salvar e entrar',
	'signIn.welcome.gone': 'Este link não funciona mais',
	'signIn.welcome.goneText':
		'Ele já foi usado, há outro mais novo ou expirou. Peça um novo a quem administra o Atalaya; no servidor, “npm run admin-link” mostra um.',
	'signIn.email.invalid': 'Escreva um e-mail como ana@example.org.',
	'signIn.email.taken': 'Outra pessoa já entra com esse e-mail.',
	'signIn.name.missing': 'Escreva o seu nome.',
	'signIn.new.password': 'Nova senha',
	'signIn.new.repeated': 'Repita a senha',
	'signIn.new.rules':
		'Pelo menos {least} caracteres; uma frase é fácil de lembrar. Nem o seu nome nem o seu e-mail, nem uma das senhas que todo mundo tenta primeiro. Maiúsculas, números e sinais, como preferir.',
	'signIn.new.short': 'É curta demais: pelo menos {least} caracteres.',
	'signIn.new.long': 'É longa demais: no máximo {most} caracteres.',
	'signIn.new.common':
		'Está entre as primeiras que são tentadas, ou repete poucos caracteres. Escolha outra.',
	'signIn.new.personal': 'É o seu nome, o seu e-mail ou o nome do Atalaya. Escolha outra.',
	'signIn.new.different': 'As duas não são iguais.',
	'signIn.account.title': 'A sua conta',
	'signIn.account.name': 'Nome',
	'signIn.account.role': 'Perfil',
	'signIn.account.teams': 'Equipes',
	'signIn.account.allTeams': 'Toda a empresa',
	'signIn.account.noTeams': 'Nenhuma',
	'signIn.account.provider': 'Conta vinculada',
	'signIn.account.demo':
		'Você é uma pessoa da central de demonstração: não há senha para trocar e a sessão termina com a demonstração.',
	'signIn.account.withoutPassword':
		'Você entra com {name}: a senha e a segunda etapa são geridas lá.',
	'signIn.account.theProvider': 'o seu provedor',
	'signIn.account.present': 'Senha atual',
	'signIn.account.wrong': 'A senha atual não está correta.',
	'signIn.account.password': 'Trocar a senha',
	'signIn.account.passwordText': 'Todas as suas outras sessões são encerradas.',
	'signIn.account.passwordSave': 'Trocar',
	'signIn.account.passwordDone': 'A senha foi trocada e as outras sessões foram encerradas.',
	'signIn.factor.title': 'Verificação em duas etapas',
	'signIn.factor.off':
		'Desativada. Com ela, ao entrar com a sua senha também é pedido um código de um aplicativo do seu celular.',
	'signIn.factor.on': {
		one: 'Ativada. Resta {n} código de recuperação.',
		other: 'Ativada. Restam {n} códigos de recuperação.'
	},
	'signIn.factor.begin': 'Ativar',
	'signIn.factor.scan':
		'Leia esta imagem com o aplicativo autenticador, ou digite nele a chave. Depois digite os seis dígitos que ele mostra.',
	'signIn.factor.picture': 'Código QR com a chave',
	'signIn.factor.key': 'Chave',
	'signIn.factor.confirm': 'Confirmar',
	'signIn.factor.wrong':
		'Esse código não está correto. Confira a hora do celular e digite o próximo.',
	'signIn.factor.again':
		'Esta ativação foi substituída por outra ou já está feita. Comece de novo.',
	'signIn.factor.codes': 'Os seus códigos de recuperação',
	'signIn.factor.codesText':
		'São mostrados só desta vez. Imprima ou anote: cada um permite entrar uma vez sem o celular.',
	'signIn.factor.renew': 'Novos códigos de recuperação',
	'signIn.factor.remove': 'Desativar',
	'signIn.factor.removed': 'A verificação em duas etapas está desativada.',
	'signIn.sessions.title': 'As suas sessões',
	'signIn.sessions.text': 'Onde você está conectado. Encerre as que não reconhecer.',
	'signIn.sessions.this': 'este navegador',
	'signIn.sessions.address': 'Endereço',
	'signIn.sessions.method': 'Entrada',
	'signIn.sessions.used': 'Último uso',
	'signIn.sessions.password': 'com a senha',
	'signIn.sessions.oidc': 'com o provedor',
	'signIn.sessions.link': 'com um link',
	'signIn.sessions.demo': 'da demonstração',
	'signIn.sessions.end': 'Encerrar',
	'signIn.sessions.endOne': 'Encerrar a sessão de {browser}',
	'signIn.sessions.endAll': 'Sair de todos os lugares',
	'signIn.sessions.ended': 'A sessão foi encerrada.',
	'signIn.sessions.unknown': 'Desconhecido'
} as const;
