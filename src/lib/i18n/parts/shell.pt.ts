/** Português: the frame around all pages. */
export const shell = {
	'shell.boards': 'Painéis',
	'shell.myDay': 'Minha jornada',
	'shell.interactions': 'Contatos',
	'shell.pair': 'Vincular uma tela',
	'shell.administration': 'Administração',
	'shell.account': 'Conta de {name}',
	'shell.signOut': 'Sair',
	'shell.navigation': 'Navegação principal',
	'shell.skip': 'Ir para o conteúdo',
	'shell.role.admin': 'Administração',
	'shell.role.supervisor': 'Supervisão',
	'shell.role.quality': 'Qualidade',
	'shell.role.director': 'Direção',
	'shell.role.agent': 'Agente',
	'home.noneSeen': 'Nenhum painel é das suas equipes. Consulte quem administra o Atalaya.',
	'error.title.403': 'Sem acesso a esta página',
	'error.text.403':
		'O seu perfil ou as suas equipes não a incluem. Se precisar dela, peça a quem administra o Atalaya.'
} as const;
