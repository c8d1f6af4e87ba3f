/** What is said about the brand in public, and a listener that reports how far it spreads. */
import type { Centre } from './centre.ts';
import { incidentAt } from './demand.ts';
import { HOUR_MS, MINUTE_MS } from './local-day.ts';

const SECOND_MS = 1000;
const BRAND = 'Brisalia';
const RIVAL = 'Tornafón';
const NETWORKS = ['x', 'instagram', 'facebook', 'tiktok', 'foros'] as const;
const FOLLOWED = 12;
const PER_HOUR_BY_DAY = 5;
const PER_HOUR_BY_NIGHT = 2.5;

interface Mention {
	readonly id: string;
	readonly reach: number;
	views: number;
	likes: number;
	replies: number;
	shares: number;
}

export class Mentions {
	readonly #centre: Centre;
	readonly #followed: Mention[] = [];
	#count = 0;

	constructor(centre: Centre) {
		this.#centre = centre;
	}

	start(): void {
		const { agenda } = this.#centre;
		agenda.after(3 * SECOND_MS, () => {
			this.#capture();
			this.#next();
		});
		agenda.after(15 * SECOND_MS, () => {
			this.#report();
		});
	}

	/** Working days have many other signs of life; otherwise the listener asks more often. */
	#isQuiet(): boolean {
		const { day } = this.#centre;
		return day.weekday === 0 || day.weekday === 6 || this.#isNight();
	}

	#isNight(): boolean {
		const { day, agenda } = this.#centre;
		return agenda.nowMs < day.at(9) || agenda.nowMs >= day.at(22);
	}

	#next(): void {
		const { agenda, day, random, incidents } = this.#centre;
		const incident = incidentAt(incidents, agenda.nowMs) ? 5 : 1;
		const perHour = (this.#isNight() ? PER_HOUR_BY_NIGHT : PER_HOUR_BY_DAY) * incident;
		const gapMs = Math.min(random.exponential(HOUR_MS / perHour), 25 * MINUTE_MS);
		if (agenda.nowMs + gapMs >= day.endMs) return;
		agenda.after(gapMs, () => {
			this.#capture();
			this.#next();
		});
	}

	#about(): 'pleased' | 'neutral' | 'upset' | 'incident' | 'rival' {
		const { agenda, random, incidents } = this.#centre;
		const incident = incidentAt(incidents, agenda.nowMs) ? 6 : 0;
		return random.weighted([
			['pleased', 2],
			['neutral', 2.5],
			['upset', 2.5],
			['rival', 2],
			['incident', incident]
		] as const);
	}

	#capture(): void {
		const { day, random, sheet, speech } = this.#centre;
		this.#count += 1;
		const id = `${this.#centre.newId()}-m`;
		const about = this.#about();
		const language = random.weighted([
			['es', 0.8],
			['pt', 0.12],
			['en', 0.08]
		] as const);
		const followers = Math.round(Math.min(400_000, random.logNormal(420, 1.6)));
		sheet.write('mention.captured', id, {
			network: random.pick(NETWORKS),
			author: `@u${random.integer(10_000, 99_999)}`,
			text: speech.mention(language, about),
			followers,
			brand: about === 'rival' ? RIVAL : BRAND,
			language,
			url: `https://social.example/${day.date}/${this.#count}`
		});
		this.#followed.push({ id, reach: followers, views: 0, likes: 0, replies: 0, shares: 0 });
		if (this.#followed.length > FOLLOWED) this.#followed.shift();
	}

	#report(): void {
		const { agenda, day, random, sheet } = this.#centre;
		const mention = random.pick(this.#followed);
		const seen = random.integer(1, 6 + Math.round(mention.reach / 150));
		mention.views += seen;
		mention.likes += random.chance(0.5) ? Math.round(seen * random.between(0, 0.08)) : 0;
		mention.replies += random.chance(0.1) ? 1 : 0;
		mention.shares += random.chance(0.08) ? 1 : 0;
		const { views, likes, replies, shares } = mention;
		sheet.write('mention.engaged', mention.id, { views, likes, replies, shares });
		const gapMs = random.between(0.85, 1.15) * (this.#isQuiet() ? 30 : 50) * SECOND_MS;
		if (agenda.nowMs + gapMs >= day.endMs) return;
		agenda.after(gapMs, () => {
			this.#report();
		});
	}
}
