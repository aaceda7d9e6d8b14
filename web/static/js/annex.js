// @ts-check
// A page of an annex: boxes are drawn with the mouse, by clicking a word, or with
// the keyboard. The form with the measures works without this.

const page = document.getElementById("blad");
const form = document.getElementById("kaderform");
const mm = 25.4 / 72;

/** @param {string} id */
function field(id) {
	const f = document.getElementById(id);
	return f instanceof HTMLInputElement ? f : null;
}

if (document.querySelector("[data-annex-waits]")) setTimeout(() => location.reload(), 2000);

if (page instanceof SVGSVGElement) {
	const { width, height } = page.viewBox.baseVal;
	/** @type {SVGRectElement | null} */
	let box = null;

	/** @param {number} x @param {number} y @param {number} w @param {number} h */
	const show = (x, y, w, h) => {
		if (!form) return;
		if (!box) {
			box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
			box.setAttribute("class", "an-box an-box--new");
			page.append(box);
		}
		w = Math.min(Math.max(w, 3), width);
		h = Math.min(Math.max(h, 3), height);
		x = Math.min(Math.max(x, 0), width - w);
		y = Math.min(Math.max(y, 0), height - h);
		for (const [name, value] of Object.entries({ x, y, width: w, height: h })) box.setAttribute(name, String(value));
		for (const [id, value] of Object.entries({ links: x, boven: y, breed: w, hoog: h })) {
			const f = field(id);
			if (f) f.value = (value * mm).toFixed(1);
		}
	};
	const measure = () => (box ? { x: box.x.baseVal.value, y: box.y.baseVal.value, w: box.width.baseVal.value, h: box.height.baseVal.value } : { x: width / 2 - 60, y: height / 2 - 9, w: 120, h: 18 });
	/** @param {PointerEvent} event */
	const at = (event) => {
		const m = page.getScreenCTM();
		return m ? new DOMPoint(event.clientX, event.clientY).matrixTransform(m.inverse()) : null;
	};

	/** @type {DOMPoint | null} */
	let from = null;
	let moved = false;
	page.addEventListener("pointerdown", (event) => {
		if (!form || event.button !== 0 || event.pointerType === "touch") return;
		from = at(event);
		moved = false;
		page.setPointerCapture(event.pointerId);
		event.preventDefault();
	});
	page.addEventListener("pointermove", (event) => {
		const to = from && at(event);
		if (!from || !to) return;
		if (!moved && Math.hypot(to.x - from.x, to.y - from.y) < 3) return;
		moved = true;
		show(Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(to.x - from.x), Math.abs(to.y - from.y));
	});
	page.addEventListener("pointerup", (event) => {
		if (!from) return;
		from = null;
		if (!moved) {
			// A click takes the word that stands there.
			for (const w of document.elementsFromPoint(event.clientX, event.clientY)) {
				if (w instanceof SVGRectElement && w.classList.contains("an-word")) {
					const h = w.height.baseVal.value;
					show(w.x.baseVal.value - h * 0.2, w.y.baseVal.value - h * 0.2, w.width.baseVal.value + h * 0.4, h * 1.4);
					break;
				}
			}
		}
		const ground = document.getElementById("kadergrond");
		if (box && ground) ground.focus({ preventScroll: true });
	});

	const place = document.getElementById("kaderzet");
	if (place) {
		place.hidden = false;
		place.addEventListener("click", () => {
			const m = measure();
			show(m.x, m.y, m.w, m.h);
			page.scrollIntoView({ block: "nearest" });
		});
		place.addEventListener("keydown", (event) => {
			if (!box || !event.key.startsWith("Arrow")) return;
			const m = measure();
			const step = event.altKey ? 0.5 : 4;
			const dx = event.key === "ArrowLeft" ? -step : event.key === "ArrowRight" ? step : 0;
			const dy = event.key === "ArrowUp" ? -step : event.key === "ArrowDown" ? step : 0;
			if (event.shiftKey) show(m.x, m.y, m.w + dx, m.h + dy);
			else show(m.x + dx, m.y + dy, m.w, m.h);
			event.preventDefault();
		});
	}
	for (const id of ["links", "boven", "breed", "hoog"]) {
		const f = field(id);
		if (f) f.addEventListener("change", () => {
			const v = ["links", "boven", "breed", "hoog"].map((n) => Number((field(n)?.value || "").replace(",", ".")) / mm);
			if (v.every((n) => n >= 0) && v[2] > 0 && v[3] > 0) show(v[0], v[1], v[2], v[3]);
		});
	}

	// A finding in the list lights up on the page.
	for (const item of document.querySelectorAll(".pf-finding")) {
		/** @param {boolean} lit */
		const light = (lit) => {
			for (const b of page.querySelectorAll(`[data-for="${item.id}"]`)) b.classList.toggle("an-box--lit", lit);
		};
		item.addEventListener("pointerenter", () => light(true));
		item.addEventListener("pointerleave", () => light(false));
		item.addEventListener("focusin", () => light(true));
		item.addEventListener("focusout", () => light(false));
	}
}

document.addEventListener("keydown", (event) => {
	const on = event.target;
	if (event.ctrlKey || event.metaKey || event.altKey || (on instanceof HTMLElement && on.closest("input, textarea, select"))) return;
	/** @type {Record<string, string>} */
	const keys = { n: "annex-next", p: "annex-previous", b: "annex-see", k: "annex-place" };
	const to = document.querySelector(`[data-test="${keys[event.key] || ""}"]`);
	if (to instanceof HTMLElement) {
		to.focus();
		to.click();
		event.preventDefault();
	}
});
