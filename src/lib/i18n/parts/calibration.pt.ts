export const calibration = {
	'calibration.title': 'Calibração'
} as const;
