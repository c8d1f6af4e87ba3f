/**
 * Phone numbers: with their country's prefix, or as they are dialled in the countries where Atalaya is mostly used. Own
 * code finds what may be one, in one pass; libphonenumber-js judges it. Its own search takes 0.3 s for 64 KiB of digits,
 * and would have to be repeated for each country.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import { digitClusters, endOf, separators, startOf, windowsFrom } from './digit-groups.ts';
import type { DigitCluster, Window } from './digit-groups.ts';
import { cutAtDates } from './dates.ts';
import type { Span } from './span.ts';

/**
 * Countries whose numbers are known without + and prefix, and roughly what is dialled there: anything else need not be
 * judged. The prefix may be there all the same, as messengers write it.
 */
const AT_HOME: readonly (readonly [CountryCode, RegExp])[] = [
	['ES', /^(?:34)?[5-9]\d{8}$/],
	['PT', /^(?:351)?[2-9]\d{8}$/],
	['CL', /^(?:56)?[2-9]\d{8}$/],
	['PE', /^(?:51|0)?(?:9\d{8}|[1-8]\d{7})$/],
	['MX', /^(?:521?|01|04[45])?[2-9]\d{9}$/],
	['CO', /^(?:57)?[36]\d{9}$/],
	// Before a mobile number 15 is dialled, behind the code of its area.
	['AR', /^(?:549?|0)?(?:(?:11|[23]\d)\d{8}|(?:11|[23]\d{1,3})15\d{6,8})$/],
	['BR', /^(?:55|0(?:\d\d)?)?[1-9]{2}(?:9\d{8}|[2-5]\d{7})$/],
	['US', /^1?[2-9]\d\d[2-9]\d{6}$/]
];
const LEAST_AT_HOME = 9;
const MOST_AT_HOME = 13;
const LEAST_ABROAD = 7;
const MOST_ABROAD = 15;
/**
 * How many candidates of a text are judged, at some 30 µs each. Behind them, whatever has the form is masked: rather a
 * number too many in a text that is nearly all numbers.
 */
const MOST_JUDGED = 512;
const WITHIN = separators(' \t.-()/');
const PLUS = /\+ ?\(?$/;
/** A country's prefix is dialled with 00 in most of the world. */
const ZEROS = /^00(?=[1-9])/;

/** Names of what has a number and is no phone, in front of it, with at most a few small words between. */
const OTHER_NUMBER =
	/(?<!\p{L})(?:pedidos?|orden|ordem|order|encomenda|factura|fatura|invoice|albar[aá]n|ticket|t[ií]quet|caso|case|expediente|incidencia|reclamaci[oó]n|reclama[cç][aã]o|protocolo|p[oó]liza|ap[oó]lice|policy|contrato|contract|tracking|seguimiento|rastreo|rastreio|rastreamento|env[ií]o|envio|shipment|gu[ií]a|localizador|booking|reserva|ref|referencia|refer[eê]ncia|reference|s[eé]rie|serial|imei|sku|art[ií]culo|artigo|c[oó]digo|code|folio|boleto|nota fiscal|transacci[oó]n|transaction|transa[cç][aã]o)[^\p{L}\d[\]]{0,4}(?:(?:n[uú]mero|number|num|nro|n|no|nº|es|is|é|el|del|de|la|o|do|da|the|with|con|com|interno)[^\p{L}\d[\]]{1,3}){0,3}$/iu;
const LOOKED_BACK = 60;
const LOOKED_AHEAD = 16;
const MONEY_BEFORE = /(?:[€$£]|R\$|S\/|USD|EUR|MXN|CLP|COP|BRL|ARS)\s?$/i;
const AMOUNT_AFTER =
	/^(?:,\d{1,2}(?![ \t.\-()/]{0,3}\d)|\s?(?:de\s)?(?:[€$£%]|(?:eur|euros?|usd|mxn|clp|cop|brl|ars|pen|pesos?|reais|soles|d[oó]lares|dollars)(?!\p{L})))/iu;
const JOINED_BEFORE = /(?:[\p{L}\d_#@=]|[\p{L}\d/]\/)$/u;
const JOINED_AFTER = /^[\p{L}\d_@]/u;
/** A dash or dot without a space holds a longer number together. */
const MORE_BEFORE = /\d[-.]$/;
const MORE_AFTER = /^[-.]\d/;

const isValid = (digits: string, region: CountryCode | null): boolean =>
	parsePhoneNumberFromString(
		digits,
		region === null ? { extract: false } : { defaultCountry: region, extract: false }
	)?.isValid() ?? false;

interface Place {
	readonly text: string;
	readonly cluster: DigitCluster;
	/** Shared by the whole text. */
	readonly budget: { left: number };
	/** Index of the first group behind the last phone of the cluster. */
	from: number;
}

/** With nothing left to spend everything that got so far is one. */
function judge({ budget }: Place, isPhone: () => boolean): boolean {
	if (budget.left <= 0) return true;
	budget.left -= 1;
	return isPhone();
}

const hasPrefix = (place: Place, first: number): boolean => {
	const start = startOf(place.cluster, { first });
	return PLUS.test(place.text.slice(Math.max(0, start - 3), start));
};

/** Written with + or 00 and the prefix of a country. */
function phoneAbroad(place: Place, first: number): Window | null {
	const plus = hasPrefix(place, first);
	if (!plus && !ZEROS.test(place.cluster[first]?.digits ?? '')) return null;
	const zeros = plus ? 0 : 2;
	const windows = windowsFrom(place.cluster, first, LEAST_ABROAD + zeros, MOST_ABROAD + zeros);
	const isPhone = (window: Window): boolean =>
		!JOINED_AFTER.test(afterOf(place, window)) &&
		(plus || (!isPart(place, window) && !JOINED_BEFORE.test(frontOf(place, window)))) &&
		isValid(`+${window.digits.slice(zeros)}`, null);
	return windows.toReversed().find((window) => judge(place, () => isPhone(window))) ?? null;
}

const frontOf = (place: Place, window: Window): string => {
	const start = startOf(place.cluster, window);
	return place.text.slice(Math.max(0, start - LOOKED_BACK), start);
};
const afterOf = (place: Place, window: Window): string =>
	place.text.slice(endOf(place.cluster, window), endOf(place.cluster, window) + LOOKED_AHEAD);

/** Of a longer number, which is none. */
const isPart = (place: Place, window: Window): boolean =>
	(window.first > place.from && MORE_BEFORE.test(frontOf(place, window))) ||
	MORE_AFTER.test(afterOf(place, window));

/** Something that is no phone, by what stands around it. */
function isOther(place: Place, window: Window): boolean {
	const after = afterOf(place, window);
	if (JOINED_AFTER.test(after) || AMOUNT_AFTER.test(after)) return true;
	// Behind another phone of the same list.
	if (window.first > 0 && window.first === place.from) return false;
	const front = frontOf(place, window);
	return JOINED_BEFORE.test(front) || MONEY_BEFORE.test(front) || OTHER_NUMBER.test(front);
}

/** Written as in its own country. */
function phoneAtHome(place: Place, first: number): Window | null {
	const windows = windowsFrom(place.cluster, first, LEAST_AT_HOME, MOST_AT_HOME);
	const isPhone = (window: Window): boolean => {
		const regions = AT_HOME.filter(([, dialled]) => dialled.test(window.digits));
		if (regions.length === 0) return false;
		return judge(
			place,
			() =>
				!isPart(place, window) &&
				!isOther(place, window) &&
				regions.some(([region]) => isValid(window.digits, region))
		);
	};
	return windows.toReversed().find(isPhone) ?? null;
}

/** The sign and an opening bracket belong to it. */
function spanOf(place: Place, window: Window): Span {
	const start = startOf(place.cluster, window);
	const front = /(?:\+ ?)?\(?$/.exec(place.text.slice(Math.max(0, start - 3), start))?.[0] ?? '';
	return { start: start - front.length, end: endOf(place.cluster, window), mark: '[phone]' };
}

function findInCluster(place: Place): Span[] {
	const spans: Span[] = [];
	for (let first = 0; first < place.cluster.length; first += 1) {
		if (first < place.from) continue;
		const found = phoneAbroad(place, first) ?? phoneAtHome(place, first);
		if (found === null) continue;
		spans.push(spanOf(place, found));
		place.from = found.end;
	}
	return spans;
}

export function findPhones(text: string): Span[] {
	const budget = { left: MOST_JUDGED };
	return digitClusters(text, WITHIN, LEAST_ABROAD)
		.flatMap((cluster) => cutAtDates(text, cluster))
		.flatMap((cluster) => findInCluster({ text, cluster, budget, from: 0 }));
}
