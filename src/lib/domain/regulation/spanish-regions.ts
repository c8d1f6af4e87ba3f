/**
 * The autonomous communities and cities of Spain by their code of ISO 3166-2:ES, with the day each keeps every year. What
 * else a region keeps, and what it moves to a Monday, is published anew for each year and written in by whoever runs the
 * installation.
 */
import type { Region } from './settings.ts';

const region = (code: string, name: string, day: string, title: string, zone = ''): Region => ({
	code,
	name,
	zone,
	days: day === '' ? [] : [{ day, name: title }]
});

export const SPANISH_REGIONS: readonly Region[] = [
	region('ES-AN', 'Andalucía', '02-28', 'Día de Andalucía'),
	region('ES-AR', 'Aragón', '04-23', 'San Jorge'),
	region('ES-AS', 'Asturias', '09-08', 'Día de Asturias'),
	region('ES-CN', 'Canarias', '05-30', 'Día de Canarias', 'Atlantic/Canary'),
	region('ES-CB', 'Cantabria', '07-28', 'Día de las Instituciones'),
	region('ES-CL', 'Castilla y León', '04-23', 'Día de Castilla y León'),
	region('ES-CM', 'Castilla-La Mancha', '05-31', 'Día de Castilla-La Mancha'),
	region('ES-CT', 'Cataluña', '09-11', 'Diada'),
	region('ES-CE', 'Ceuta', '', ''),
	region('ES-VC', 'Comunitat Valenciana', '10-09', 'Dia de la Comunitat'),
	region('ES-EX', 'Extremadura', '09-08', 'Día de Extremadura'),
	region('ES-GA', 'Galicia', '07-25', 'Santiago Apóstol'),
	region('ES-IB', 'Illes Balears', '03-01', 'Dia de les Illes Balears'),
	region('ES-RI', 'La Rioja', '06-09', 'Día de La Rioja'),
	region('ES-MD', 'Madrid', '05-02', 'Fiesta de la Comunidad'),
	region('ES-ML', 'Melilla', '', ''),
	region('ES-MC', 'Murcia', '06-09', 'Día de la Región'),
	region('ES-NC', 'Navarra', '12-03', 'San Francisco Javier'),
	region('ES-PV', 'País Vasco', '', '')
];
