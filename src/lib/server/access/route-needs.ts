/** What a page, an endpoint or a form action asks of whoever uses it. */
import type { Right } from '#lib/domain/access/right.ts';

/** `anyone`: without signing in. `person`: whoever is signed in. Else one of these rights. */
export type Need = 'anyone' | 'person' | readonly Right[];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** A form action is named as in its address: `?/create`. */
export type Act = Method | `?/${string}`;
export type RouteNeeds = Readonly<Partial<Record<Act, Need>>>;
