/** Alerts as e-mails, in the language of the rule. */
import { createTransport } from 'nodemailer';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { MetricId } from '#lib/domain/metrics/catalogue.ts';
import type { AlertMessage } from '#lib/domain/alerts/message.ts';
import { DEFAULT_LOCALE } from '#lib/format/locale.ts';
import { figureFormat } from '#lib/format/figure.ts';
import { numberFormats } from '#lib/format/numbers.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import type { SmtpConfig } from '../config.ts';
import type { Outcome } from './outcome.ts';

export interface Letter {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	readonly attachments?: readonly Attachment[];
}

export interface Attachment {
	readonly filename: string;
	readonly contentType: string;
	readonly content: Buffer;
}

interface LetterOptions {
	/** Zone of the installation. */
	readonly zone: string;
	/** Address of the page of alerts; null: not known. */
	readonly page: string | null;
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);

/** Lines of a name and a value. */
export type Facts = readonly (readonly [name: string, value: string])[];

/** A letter as HTML: a title, facts, a link and a last line. */
export function htmlOf(
	title: string,
	facts: Facts,
	foot: string,
	page: string | null,
	lang: string
): string {
	const rows = facts
		.map(
			([name, value]) =>
				`<tr><th align="left" style="padding:4px 16px 4px 0;font-weight:600;vertical-align:top">${escaped(name)}</th><td style="padding:4px 0">${escaped(value)}</td></tr>`
		)
		.join('');
	const link = page === null ? '' : `<p><a href="${escaped(page)}">${escaped(page)}</a></p>`;
	return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body style="font-family:sans-serif;font-size:16px;color:#111a28"><h1 style="font-size:20px">${escaped(title)}</h1><table role="presentation" style="border-collapse:collapse">${rows}</table>${link}<p style="color:#47546a;font-size:14px">${escaped(foot)}</p></body></html>`;
}

/** What is written; nothing of it comes from a contact. */
export async function letterOf(message: AlertMessage, options: LetterOptions): Promise<Letter> {
	const { watched, figures, type, reason } = message;
	const { language } = watched;
	const locale = DEFAULT_LOCALE[language];
	const t = translator(locale, await loadCatalog(language));
	const { unit, name } = metric(watched.metric as MetricId);
	const say = figureFormat(unit, numberFormats(locale));
	const moment = new Intl.DateTimeFormat(locale, {
		timeZone: options.zone,
		dateStyle: 'medium',
		timeStyle: 'short'
	});
	const place = message.queue === '' ? t('alerts.together') : message.queueName;
	const title = t(`alerts.mail.${type}`, { rule: watched.name, queue: place });
	const facts: Facts = [
		[t('alerts.rule'), watched.name],
		[t('alerts.severity'), t(`alerts.severity.${watched.severity}`)],
		[t('alerts.queue'), place],
		[t('alerts.metric'), `${name[language]} (${t(`alerts.window.${watched.window}`)})`],
		[t('alerts.value'), say(figures.last)],
		[
			t('alerts.threshold'),
			t(`alerts.limit.${watched.comparison}`, { value: say(watched.threshold) })
		],
		[t('alerts.openedAt'), moment.format(message.openedAtMs)],
		...(reason === null
			? []
			: ([
					[t('alerts.clearedAt'), moment.format(message.atMs)],
					[t('alerts.reason'), t(`alerts.reason.${reason}`)]
				] as const))
	];
	const foot = t('alerts.mail.foot', { zone: options.zone });
	const link = options.page === null ? [] : ['', options.page];
	return {
		subject: title,
		text: [
			title,
			'',
			...facts.map(([fact, value]) => `${fact}: ${value}`),
			...link,
			'',
			foot,
			''
		].join('\n'),
		html: htmlOf(title, facts, foot, options.page, language)
	};
}

export interface Mailer {
	send(id: string, to: readonly string[], letter: Letter): Promise<Outcome>;
	close(): void;
}

const CONNECT_MS = 10_000;
const SOCKET_MS = 20_000;
/** The server will not take it, whenever it is asked. */
const isRefusal = (code: unknown): code is number =>
	typeof code === 'number' && code >= 500 && code < 600;

function outcomeOf(error: unknown): Outcome {
	const { code, responseCode } = Object(error) as { code?: unknown; responseCode?: unknown };
	if (typeof responseCode === 'number')
		return { state: isRefusal(responseCode) ? 'failed' : 'again', result: String(responseCode) };
	return { state: 'again', result: typeof code === 'string' ? code.toLowerCase() : 'unreachable' };
}

export function createMailer({ url, from }: SmtpConfig): Mailer {
	const transport = createTransport({
		url,
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		socketTimeout: SOCKET_MS,
		// What is written is ours alone: no file and no address is read into it.
		disableFileAccess: true,
		disableUrlAccess: true
	});
	const host = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'atalaya';
	return {
		async send(id, to, letter) {
			try {
				await transport.sendMail({
					from,
					to: [...to],
					...letter,
					attachments: [...(letter.attachments ?? [])],
					// The same for every attempt: servers and readers tell a repetition by it.
					messageId: `<${id}@${host}>`,
					headers: { 'Auto-Submitted': 'auto-generated' }
				});
				return { state: 'sent', result: '250' };
			} catch (error) {
				return outcomeOf(error);
			}
		},
		close() {
			transport.close();
		}
	};
}
