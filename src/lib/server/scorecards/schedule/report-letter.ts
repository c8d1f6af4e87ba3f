/** A report as an e-mail: what it comes to in a few lines, the files, and a link to what was frozen for it. */
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import { htmlOf } from '../../alerts/email.ts';
import type { Facts, Letter } from '../../alerts/email.ts';
import type { MadeReport } from '../report/report-files.ts';
import { reportText } from '../report/report-text.ts';
import type { ReportWords, RolledText } from '../report/report-text.ts';

const rolledLine = ({ index, word, beside }: RolledText): string =>
	[`${index}, ${word}`, ...beside].join(' · ');

export interface LetterSources {
	readonly words: ReportWords;
	readonly files: readonly MadeReport[];
	/** Address of what was frozen; null: the installation does not know its own. */
	readonly link: string | null;
	readonly zone: string;
}

export function reportLetter(
	page: ScorecardPage,
	{ words, files, link, zone }: LetterSources
): Letter {
	const { t } = words;
	const text = reportText(page, words);
	const reds = text.perspectives
		.flatMap(({ objectives }) => objectives.flatMap(({ measures }) => measures))
		.filter(({ shown }) => shown.level === 'bad')
		.map(({ name, value, target }) => `${name}: ${value} (${target})`);
	const facts: Facts = [
		[t('scorecard.whole'), rolledLine(text.rolled)],
		...text.perspectives.map(({ name, rolled }) => [name, rolledLine(rolled)] as const),
		[t('reports.mail.reds'), reds.length === 0 ? t('reports.mail.none') : reds.join('; ')],
		[t('scorecard.form.compare'), text.against],
		...(link === null ? [] : ([[t('reports.mail.link'), link]] as const))
	];
	const subject = t('reports.mail.subject', {
		...{ name: text.title, unit: text.unit, period: text.period }
	});
	const foot = t('reports.mail.foot', { zone });
	return {
		subject,
		text: [subject, '', ...facts.map((fact) => fact.join(': ')), '', foot, ''].join('\n'),
		html: htmlOf(subject, facts, foot, link, words.language),
		attachments: files.map(({ name, type, body }) => ({
			...{ filename: name, contentType: type, content: body }
		}))
	};
}
