/** A browser without pages: cookies, redirects and forms as a browser sends them, with any header a test wants to forge. */
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export interface Answer {
	readonly url: string;
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
}

export interface Ask {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

const MOST_REDIRECTS = 12;
const unescapeHtml = (text: string): string =>
	text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

function send(url: string, { method = 'GET', headers = {}, body }: Ask): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const outgoing = request(url, { method, headers }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => {
				resolve({
					url,
					status: response.statusCode ?? 0,
					headers: response.headers,
					text: Buffer.concat(chunks).toString('utf8')
				});
			});
		});
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

export class TestBrowser {
	readonly #base: string;
	/** In one jar: browsers tell hosts apart and not ports, and everything here is on one host. */
	readonly cookies = new Map<string, string>();
	/** Of each cookie the attributes it came with. */
	readonly attributes = new Map<string, string>();

	constructor(base: string) {
		this.#base = base;
	}

	/** One request; redirects are answers like others. */
	async ask(path: string, { headers = {}, ...rest }: Ask = {}): Promise<Answer> {
		const url = new URL(path, this.#base).href;
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const answer = await send(url, {
			...rest,
			headers: {
				accept: 'text/html',
				'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36',
				...(cookie === '' ? {} : { cookie }),
				...headers
			}
		});
		for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line);
		return answer;
	}

	#keep(line: string): void {
		const [pair = '', ...attributes] = line.split(';');
		const at = pair.indexOf('=');
		const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
		if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(name);
		else this.cookies.set(name, value);
		this.attributes.set(name, attributes.join(';').trim());
	}

	/** A form of a page of ours. */
	submit(
		path: string,
		fields: Readonly<Record<string, string>>,
		headers: Readonly<Record<string, string>> = {}
	): Promise<Answer> {
		return this.ask(path, {
			method: 'POST',
			body: new URLSearchParams(fields).toString(),
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				origin: this.#base,
				...headers
			}
		});
	}

	/** Goes where an answer sends a browser, by redirect or by a page that leads on, until it stays. */
	async follow(answer: Answer, until: (url: string) => boolean = () => false): Promise<Answer> {
		let last = answer;
		for (let step = 0; step < MOST_REDIRECTS; step++) {
			const refresh = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(last.text)?.[1];
			const target =
				last.headers.location ?? (refresh === undefined ? undefined : unescapeHtml(refresh));
			if (target === undefined) return last;
			const url = new URL(target, last.url).href;
			if (until(url)) return { ...last, url };
			last = await this.ask(url);
		}
		throw new Error('too many redirects');
	}
}
