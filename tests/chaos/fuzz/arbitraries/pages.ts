/** Requests to the web process: the API with every parameter it names, all pages, all forms, files of schedules. */
import fc from 'fast-check';
import { mayHold } from '#lib/domain/access/right.ts';
import type { Right } from '#lib/domain/access/right.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { ROUTES } from '#lib/server/access/table.ts';
import type { Act, Need } from '#lib/server/access/route-needs.ts';
import { OPERATIONS } from '#lib/server/api/operations.ts';
import type { HttpCase, Recipe, Surroundings } from '../case.ts';
import { FORMS, PATHS, SCHEDULES, TEXTS } from '../corpus.ts';
import { mutation, oddJson, oneOf, seldom, seldomMutation } from './bytes.ts';

/** What would sign out the one who asks, or lock the account: then nothing behind it was looked at any more. */
const LEFT_OUT = /^\/(sign-out|account|administration\/people|administration\/privacy)/;

const value = fc.oneof(
	{ weight: 4, arbitrary: oneOf(TEXTS.values) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
	{ weight: 1, arbitrary: fc.nat(3000).map((length) => 'a'.repeat(length)) }
);

/** A segment of a path that names something. */
const segment = (name: string): fc.Arbitrary<string> =>
	fc.oneof(
		oneOf([...(PATHS.params[name] ?? []), ...(PATHS.params['*'] ?? [])]),
		value.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 300))
	);
function addressOf(route: string): fc.Arbitrary<string> {
	const parts = route.split('/').map((part) => {
		const name = /^\[(?:\.\.\.)?(\w+)\]$/.exec(part)?.[1];
		return name === undefined ? fc.constant(part) : segment(name);
	});
	return fc.tuple(...parts).map((texts) => texts.join('/') || '/');
}

/** Pairs as a query or a form has them; names may come twice, or be of a prototype. */
const pairs = (names: readonly string[]): fc.Arbitrary<[string, string][]> =>
	fc.array(fc.tuple(seldom(oneOf(TEXTS.words), oneOf(names), 8), value), { maxLength: 8 });
const encoded = (list: readonly (readonly [string, string])[]): string =>
	new URLSearchParams(
		list.map(([name, text]) => [name.toWellFormed(), text.toWellFormed()])
	).toString();

/** A query of the corpus with some of its parameters changed, or one of any parameters. */
const query = (names: readonly string[]): fc.Arbitrary<string> =>
	fc
		.tuple(fc.option(oneOf(PATHS.queries), { freq: 4 }), pairs(names), seldomMutation(8))
		.map(([sample, more, change]) => {
			const params = new URLSearchParams(sample ?? '');
			for (const [name, text] of more) params.set(name.toWellFormed(), text.toWellFormed());
			const text = params.toString();
			if (change === null) return text;
			// Whatever it becomes, it has to stay one line of a request.
			return change(Buffer.from(text))
				.toString('latin1')
				.replaceAll(/[^!-~]/g, '%');
		});

interface Asked {
	readonly method: string;
	readonly path: string;
	readonly headers: (surroundings: Surroundings) => Record<string, string>;
	readonly body: Buffer;
}
const asCase = ({ method, path, headers, body }: Asked): Recipe => {
	return (surroundings): HttpCase => ({
		kind: 'http',
		part: 'web',
		method,
		path: path.slice(0, 8000),
		headers: headers(surroundings),
		body,
		intact: [],
		isSound: false
	});
};
const bearer = ({ apiToken }: Surroundings): Record<string, string> => ({
	authorization: `Bearer ${apiToken}`
});
type Headers = (surroundings: Surroundings) => Record<string, string>;

/** Mostly somebody who may do it, so that what is behind is reached. */
function whoMay(need: Need | undefined): fc.Arbitrary<Headers> {
	const right = Array.isArray(need) ? (need as readonly Right[])[0] : undefined;
	const holders = ROLES.filter((role) => right === undefined || mayHold(role, right));
	return seldom(oneOf(ROLES), oneOf(holders), 9).map((role) => ({ cookies, origin }) => ({
		cookie: cookies[role],
		origin,
		accept: 'text/html'
	}));
}
const NOTHING = Buffer.alloc(0);

export const apiRequest: fc.Arbitrary<Recipe> = fc.oneof(
	...Object.entries(OPERATIONS).flatMap(([route, methods]) =>
		Object.entries(methods).map(([method, { parameters, body }]) => {
			const names = parameters.map(({ name }) => name).filter((name) => !name.startsWith('{'));
			return fc
				.record({
					path: addressOf(route),
					asked: query([...names, 'x']),
					text: body ? oddJson : fc.constant(''),
					who: seldom(whoMay(ROUTES[route]?.[method as Act]), fc.constant(bearer), 3),
					as: seldom(fc.constantFrom('PUT', 'DELETE', 'PATCH'), fc.constant(method), 20)
				})
				.map(({ path, asked, text, who: by, as }) =>
					asCase({
						method: as,
						path: `${path}?${asked}`,
						headers: (surroundings) => ({
							...by(surroundings),
							...(as === 'GET' ? {} : { 'content-type': 'application/json' })
						}),
						body: as === 'GET' ? NOTHING : Buffer.from(text)
					})
				);
		})
	)
);

const pageRoutes = Object.entries(ROUTES).filter(
	([route, needs]) => needs.GET !== undefined && !route.startsWith('/api/') && !LEFT_OUT.test(route)
);
const PAGE_PARAMS = [
	...[
		'from',
		'to',
		'tz',
		'metric',
		'interval',
		'queue',
		'channel',
		'agent',
		'team',
		'view',
		'unit'
	],
	...[
		'month',
		'preset',
		'compare',
		'sort',
		'after',
		'at',
		'q',
		'next',
		'language',
		'theme',
		'board'
	]
];
export const pageRequest: fc.Arbitrary<Recipe> = fc
	.oneof(
		...pageRoutes.map(([route, { GET }]) => fc.record({ path: addressOf(route), by: whoMay(GET) }))
	)
	.chain(({ path, by }) =>
		fc.record({
			path: fc.constant(path),
			by: fc.constant(by),
			asked: seldom(query(PAGE_PARAMS), fc.constant(''), 1),
			isData: seldom(fc.constant(true), fc.constant(false), 5),
			language: seldom(value, fc.constantFrom('es', 'en', 'pt'), 6)
		})
	)
	.map(({ path, asked, by, isData, language }) =>
		asCase({
			method: 'GET',
			path: `${path}${isData ? '/__data.json' : ''}?${asked}`,
			headers: (surroundings) => ({
				...by(surroundings),
				'accept-language': language.replaceAll(/[^ -~]/g, '?')
			}),
			body: NOTHING
		})
	);

/** A form as pages send it, of any action there is, or one of the corpus with some fields changed. */
const needOf = (path: string): Need | undefined => {
	const [route = '', act] = path.split('?', 2);
	return ROUTES[route]?.[(act === undefined ? 'POST' : `?${act}`) as Act];
};
const actions = Object.entries(ROUTES).flatMap(([route, needs]) =>
	Object.entries(needs)
		.filter(([act]) => act.startsWith('?/') && !LEFT_OUT.test(route))
		.map(([act, need]) =>
			fc.record({
				path: addressOf(route).map((path) => `${path}${act}`),
				fields: fc.constant<Readonly<Record<string, string>>>({}),
				by: whoMay(need)
			})
		)
);
const samples = FORMS.map(({ path, fields }) =>
	fc.record({ path: fc.constant(path), fields: fc.constant(fields), by: whoMay(needOf(path)) })
);
const FIELDS = [...new Set(FORMS.flatMap(({ fields }) => Object.keys(fields)))].concat(
	...['id', 'revision', 'text', 'kind', 'note', 'value', 'code', 'source', 'why', 'due', 'state'],
	...['metric', 'role', 'month', 'file', 'digest', 'evaluation', 'question', 'sources', 'teams']
);
const ENCODINGS = [
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=odd'
] as const;

function multipart(list: readonly (readonly [string, string])[], file = ''): string {
	const parts = list.map(
		([name, text]) =>
			`--odd\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"${file}\r\n\r\n${text}\r\n`
	);
	return `${parts.join('')}--odd--\r\n`;
}

export const formRequest: fc.Arbitrary<Recipe> = fc
	.record({
		form: fc.oneof(
			{ weight: 2, arbitrary: fc.oneof(...samples) },
			{ weight: 3, arbitrary: fc.oneof(...actions) }
		),
		more: pairs(FIELDS),
		type: oneOf(ENCODINGS),
		change: seldom(mutation, fc.constant(null), 6),
		headers: seldom(
			fc.constantFrom<Record<string, string>>(
				{ origin: 'https://evil.example' },
				{ 'content-type': 'text/plain' },
				{ 'content-type': 'multipart/form-data' },
				{ 'x-sveltekit-action': 'true', accept: 'application/json' },
				{ 'content-type': 'application/json' }
			),
			fc.constant({}),
			4
		)
	})
	.map(({ form, more, type, change, headers }) => {
		const list = [...Object.entries(form.fields), ...more];
		const text = type.startsWith('multipart') ? multipart(list) : encoded(list);
		const body = Buffer.from(text);
		return asCase({
			method: 'POST',
			path: form.path,
			headers: (surroundings) => ({
				...form.by(surroundings),
				'content-type': type,
				...headers
			}),
			body: change === null ? body : change(body)
		});
	});

/** A file of schedules, changed somewhere, to be looked at: nothing is saved without the digest of what was shown. */
export const uploadRequest: fc.Arbitrary<Recipe> = fc
	.record({
		file: oneOf(SCHEDULES),
		change: seldom(mutation, fc.constant(null), 1),
		by: whoMay(ROUTES['/schedules/import']?.['?/save']),
		action: fc.constantFrom('preview', 'preview', 'save'),
		address: fc.constantFrom('/schedules/import', '/scorecards/figures/import')
	})
	.map(({ file, change, by, action, address }) => {
		const [before = '', after = ''] = multipart(
			[['file', '\u0000']],
			`; filename="${file.name}"`
		).split('\u0000');
		const bytes = Buffer.from(file.text);
		return asCase({
			method: 'POST',
			path: `${address}?/${action}`,
			headers: (surroundings) => ({ ...by(surroundings), 'content-type': ENCODINGS[1] }),
			body: Buffer.concat([
				Buffer.from(before),
				change === null ? bytes : change(bytes),
				Buffer.from(after)
			])
		});
	});
