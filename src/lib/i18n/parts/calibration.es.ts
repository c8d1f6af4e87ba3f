export const calibration = {
	'calibration.title': 'Calibración'
} as const;
