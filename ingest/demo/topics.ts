/** Why customers of the invented operator "Brisalia" write or call. */

export const TOPIC_LABELS = {
	plan: 'Cambio de tarifa',
	signup: 'Alta nueva',
	porting: 'Portabilidad',
	offer: 'Información de ofertas',
	slow: 'Internet lento',
	router: 'Configuración del router',
	tv: 'Televisión',
	bill: 'Factura elevada',
	doubleCharge: 'Cobro duplicado',
	complaint: 'Reclamación',
	directDebit: 'Domiciliación',
	cancel: 'Baja del servicio',
	outage: 'Sin servicio',
	dropouts: 'Cortes intermitentes',
	technician: 'Cita con el técnico'
} as const;

export type Topic = keyof typeof TOPIC_LABELS;
