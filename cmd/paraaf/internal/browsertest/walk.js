// Looks on while a test presses Tab through the page. It changes nothing.
var paraafWalk = (() => {
	const selector = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true], audio[controls], video[controls]";
	const tag = (e) => e.outerHTML.slice(0, e.outerHTML.indexOf(">") + 1).slice(0, 200) + (e.innerText || "").trim().slice(0, 40);
	const can = (e) => e.tabIndex >= 0 && !e.disabled && !e.closest("[inert]") && e.checkVisibility({visibilityProperty: true}) &&
		!(e.tagName === "FIELDSET") && !e.matches("fieldset:disabled *");
	const looks = (e) => {
		const parts = [[e], [e, "::before"], [e, "::after"], [e.parentElement]];
		for (const l of e.labels || []) parts.push([l], [l, "::before"], [l, "::after"]);
		return parts.map((p) => {
			const s = getComputedStyle(...p);
			return [s.outlineStyle === "none" ? "" : s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor, s.borderWidth, s.backgroundColor, s.textDecorationLine].join("|");
		}).join("||");
	};
	let controls = [];
	let without = [];
	let transitions;
	// A radio group is one stop of the keyboard: the chosen button, or the
	// first or last.
	const stop = (e) => {
		if (e.type !== "radio" || !e.name) return e;
		return controls.find((c) => c.type === "radio" && c.name === e.name && c.form === e.form) || e;
	};
	return {
		begin() {
			// What fades in is looked at when it has: without this the colour
			// of the first moment would count.
			transitions = new CSSStyleSheet();
			transitions.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }");
			document.adoptedStyleSheets = [...document.adoptedStyleSheets, transitions];
			document.activeElement?.blur();
			getSelection().removeAllRanges();
			window.scrollTo(0, 0);
			// The next Tab starts where a focus that went away was: at the top.
			document.body.tabIndex = -1;
			document.body.focus({preventScroll: true});
			document.body.removeAttribute("tabindex");
			controls = [...document.querySelectorAll(selector)].filter(can);
			controls = controls.filter((e) => stop(e) === e);
			without = controls.map(looks);
			return controls.map(tag);
		},
		look() {
			const e = document.activeElement;
			if (!e || e === document.body || e === document.documentElement) return {at: -1, seen: true, covered: false, describe: ""};
			const at = controls.indexOf(stop(e));
			if (at < 0) return {at: -2, seen: true, covered: false, describe: tag(e)};
			const box = e.getBoundingClientRect();
			const points = [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]].map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]);
			const covered = !points.some(([x, y]) => {
				const top = document.elementFromPoint(x, y);
				return top && (e.contains(top) || top.contains(e) && top !== document.body && top !== document.documentElement && getComputedStyle(top).position !== "fixed" || [...(e.labels || [])].some((l) => l.contains(top)));
			});
			return {at, seen: looks(e) !== without[at] || e.type === "radio", covered, describe: tag(e)};
		},
		end() {
			document.activeElement?.blur();
			document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== transitions);
			window.scrollTo(0, 0);
		},
	};
})();
