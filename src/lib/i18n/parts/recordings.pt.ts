/** Português: o reprodutor de gravações. */
export const recordings = {
	'recordings.title': 'Gravações',
	'recordings.player': 'Reprodutor das gravações',
	'recordings.intro': 'Cada reprodução de uma gravação fica no registro de auditoria.',
	'recordings.play': 'Reproduzir',
	'recordings.pause': 'Pausar',
	'recordings.back': 'Voltar {seconds} s',
	'recordings.forward': 'Avançar {seconds} s',
	'recordings.position': 'Posição na gravação',
	'recordings.positionOf': '{position} de {whole}',
	'recordings.speed': 'Velocidade',
	'recordings.speedTimes': '{speed}×',
	'recordings.volume': 'Volume',
	'recordings.pin': 'Marcar este momento',
	'recordings.marks': 'Momentos marcados',
	'recordings.heard': 'Ouvido: {share}',
	'recordings.screen': 'Gravação de tela',
	'recordings.noScreen': 'A tela não foi gravada neste momento.',
	'recordings.keys': 'Teclas do reprodutor',
	'recordings.keys.play': 'reproduzir ou pausar',
	'recordings.keys.short': 'voltar ou avançar 5 segundos',
	'recordings.keys.long': 'voltar ou avançar 15 segundos',
	'recordings.keys.speed': 'mais lento ou mais rápido',
	'recordings.keys.pin': 'marcar este momento',
	'recordings.audio': 'Gravação de voz',
	'recordings.trouble.missing':
		'O arquivo não está lá: foi movido ou apagado, ou ainda não chegou.',
	'recordings.trouble.unplayable': 'O arquivo não é de um tipo que os navegadores reproduzam.',
	'recordings.trouble.failed':
		'Não foi possível reproduzir a gravação. Abra a página de novo; se continuar falhando, o problema está no arquivo ou no formato.'
} as const;
