import { describe, expect, test } from 'vitest';
import type { TeamNode } from '../../access/team.ts';
import { NEW_FIGURE } from './figure.ts';
import { bySpot, spotKey } from './figure-value.ts';
import type { FigureValue } from './figure-value.ts';
import { readLines } from './import-line.ts';
import { planImport } from './import-plan.ts';
import type { ImportOutcome, KnownFigure } from './import-plan.ts';

const node = (id: string, parent: string | null, name: string): TeamNode => ({
	...{ id, parent, kind: parent === null ? 'company' : 'team', name, position: 0 },
	...{ queues: [], words: [] }
});
const NODES = [
	node('company', null, ''),
	node('t-norte', 'company', 'Sede Norte'),
	node('t-sur', 'company', 'Sede Sur'),
	node('t-a', 'company', 'Equipo'),
	node('t-b', 'company', 'Equipo')
];
const FIGURES: KnownFigure[] = [
	{
		id: 'f1',
		team: 'company',
		figure: {
			...NEW_FIGURE,
			...{ code: 'rotacion', name: 'Rotación anual', source: 'RR. HH.' },
			...{ unit: 'percent', adding: 'ratio', factor: 12, denominatorName: 'Plantilla' }
		}
	},
	{
		id: 'f2',
		team: 't-sur',
		figure: { ...NEW_FIGURE, code: 'horas', name: 'Horas de formación', source: 'RR. HH.' }
	}
];

const stored: FigureValue = {
	...{ figure: 'f1', team: 't-norte', month: '2026-08', numerator: 2, denominator: 100, n: 100 },
	...{ revision: 3, state: 'approved', isEstimate: false, isVoid: false },
	...{ source: 'Nómina', evidence: '', enteredAtMs: 1, enteredBy: 'p' },
	...{ decidedAtMs: 2, decidedBy: 'q', decision: '' }
};

function importing(text: string, reached = NODES.map(({ id }) => id)): ImportOutcome {
	const read = readLines(text);
	if (!read.ok) throw new Error(read.fault.code);
	const values = bySpot([stored]);
	return planImport(read.lines, {
		...{ figures: FIGURES, nodes: NODES, mark: 'comma', source: 'Nómina' },
		...{ thisMonth: '2026-10', reached: new Set(reached) },
		valuesAt: (spot) => values.get(spotKey(spot)) ?? []
	});
}

const HEADING = 'Dato;Unidad;Mes;Valor;Numerador;Denominador;Estimado';

describe('a file of values', () => {
	test('says line by line what is new, what is a correction and what is there already', () => {
		const { changes, faults } = importing(
			[
				HEADING,
				'rotacion;Sede Norte;2026-09;;3;120;no',
				'Rotación anual;sede norte;08/2026;;4;100;sí',
				'rotacion;t-norte;2026-08-15;;2;100;'
			].join('\n')
		);
		expect(faults.map(({ line, code }) => [line, code])).toEqual([[4, 'twice']]);
		expect(changes.map(({ line, kind, basedOn }) => [line, kind, basedOn])).toEqual([
			[2, 'added', 0],
			[3, 'corrected', 3]
		]);
		expect(changes[1]?.entry).toMatchObject({ numerator: 4, isEstimate: true, source: 'Nómina' });
		const again = importing(`${HEADING}\nrotacion;t-norte;2026-08;;2;100;`);
		expect(again.changes.map(({ kind }) => kind)).toEqual(['unchanged']);
	});

	test('tells every fault with its line and cell', () => {
		const { changes, faults } = importing(
			[
				HEADING,
				'plantilla;Sede Norte;2026-09;5;;;',
				'rotacion;Sede Este;2026-09;;3;120;',
				'rotacion;Equipo;2026-09;;3;120;',
				'rotacion;Sede Sur;2026-12;;3;120;',
				'rotacion;Sede Sur;ayer;;3;120;',
				'rotacion;Sede Sur;2026-09;;3.5;120;',
				'rotacion;Sede Sur;2026-09;;3;0;',
				'horas;Sede Norte;2026-09;10;;;'
			].join('\r\n')
		);
		expect(changes).toEqual([]);
		expect(faults).toEqual([
			{ line: 2, code: 'figure', shown: 'plantilla' },
			{ line: 3, code: 'team', shown: 'Sede Este' },
			{ line: 4, code: 'team-several', shown: 'Equipo' },
			{ line: 5, code: 'future', shown: '2026-12' },
			{ line: 6, code: 'month', shown: 'ayer' },
			{ line: 7, code: 'numerator', shown: '3.5' },
			{ line: 8, code: 'denominator', shown: '0' },
			// A figure of one site is not used at another.
			{ line: 9, code: 'figure', shown: 'horas' }
		]);
	});

	test('is answered about a unit out of reach as about one that is not there', () => {
		const { faults } = importing(
			`${HEADING}\nrotacion;Sede Norte;2026-09;;3;120;\nrotacion;Sede Inventada;2026-09;;3;120;`,
			['t-sur']
		);
		expect(faults.map(({ code }) => code)).toEqual(['team', 'team']);
	});

	test('without a column of units is of the node each figure belongs to', () => {
		const { changes, faults } = importing('figure,month,value\nhoras,2026-09,"12,5"');
		expect(faults).toEqual([]);
		expect(changes).toMatchObject([{ team: 't-sur', entry: { numerator: 12.5 } }]);
		const outside = importing('figure,month,value\nhoras,2026-09,"12,5"', ['t-norte']);
		expect(outside.faults.map(({ code }) => code)).toEqual(['team']);
	});

	test('is refused as a whole when it is empty, or a heading is missing or there twice', () => {
		expect(readLines('  ')).toMatchObject({ fault: { code: 'empty' } });
		expect(readLines('dato;mes;valor')).toMatchObject({ fault: { code: 'empty' } });
		expect(readLines('dato;valor\nx;1')).toMatchObject({
			fault: { code: 'heading', shown: 'month' }
		});
		expect(readLines('dato;mes\nx;2026-01')).toMatchObject({
			fault: { code: 'heading', shown: 'value' }
		});
		expect(readLines('dato;mes;valor;value\nx;2026-01;1;2')).toMatchObject({
			fault: { code: 'heading-twice', shown: 'value' }
		});
	});

	test('keeps the numbers of its lines with blank ones and the first line of Excel', () => {
		const read = readLines('sep=;\r\ndato;mes;valor\r\n\r\nhoras;2026-09;1\r\n');
		expect(read.ok && read.lines.map(({ line }) => line)).toEqual([4]);
	});
});
