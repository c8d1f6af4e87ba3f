export const calibration = {
	'calibration.title': 'Calibration'
} as const;
