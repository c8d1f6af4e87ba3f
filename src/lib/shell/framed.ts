/** Which pages stand in the frame with the navigation: not walls, not screens, not those before anybody is signed in. */

const BARE = ['/wallboard/', '/screen', '/sign-in', '/welcome'];

export const isFramed = (routeId: string | null): boolean =>
	routeId === null ||
	!BARE.some((start) => `${routeId}/`.startsWith(start.endsWith('/') ? start : `${start}/`));
