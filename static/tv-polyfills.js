/* ES5, runs before the modules. What Chromium 68 to 93 (televisions of 2020 to 2023) lacks and our bundle calls. */
(function (w) {
	if (typeof globalThis === 'undefined') w.globalThis = w;
	function def(o, k, f) {
		if (!o[k]) Object.defineProperty(o, k, { value: f, configurable: true, writable: true });
	}
	def(w, 'queueMicrotask', function (f) {
		Promise.resolve()
			.then(f)
			.catch(function (e) {
				setTimeout(function () {
					throw e;
				});
			});
	});
	def(Object, 'fromEntries', function (it) {
		var o = {};
		Array.from(it).forEach(function (e) {
			o[e[0]] = e[1];
		});
		return o;
	});
	def(Object, 'hasOwn', function (o, k) {
		return Object.prototype.hasOwnProperty.call(o, k);
	});
	def(Array.prototype, 'flat', function (d) {
		d = d === undefined ? 1 : d;
		return this.reduce(function (a, x) {
			return a.concat(Array.isArray(x) && d > 0 ? x.flat(d - 1) : [x]);
		}, []);
	});
	def(Array.prototype, 'flatMap', function (f, t) {
		return this.map(f, t).flat();
	});
	function at(i) {
		i = Math.trunc(i) || 0;
		if (i < 0) i += this.length;
		return this[i];
	}
	def(Array.prototype, 'at', at);
	def(String.prototype, 'at', at);
	def(String.prototype, 'replaceAll', function (a, b) {
		if (a instanceof RegExp) return this.replace(a, b);
		return this.split(a).join(typeof b === 'function' ? b(a) : b);
	});
	def(Promise, 'allSettled', function (it) {
		return Promise.all(
			Array.from(it).map(function (p) {
				return Promise.resolve(p).then(
					function (v) {
						return { status: 'fulfilled', value: v };
					},
					function (e) {
						return { status: 'rejected', reason: e };
					}
				);
			})
		);
	});
})(window);
