/** A form whose body is none is a fault of whoever sends it. */

/** Kit reads forms only where an action asks, so what an action reads is watched here, for all of them. */
export function refuseUnreadableForm(request: Request, refuse: () => never): void {
	const read = request.formData.bind(request);
	Object.defineProperty(request, 'formData', {
		configurable: true,
		value: async (): Promise<FormData> => {
			try {
				return await read();
			} catch (cause) {
				// What undici says of a body that is no form of its media type. Anything else, such as a body that is too large,
				// says itself what it is.
				if (!(cause instanceof TypeError)) throw cause;
				return refuse();
			}
		}
	});
}
