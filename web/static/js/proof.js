// @ts-check
// Remarks beside a text while it is being written. The server looks at the text
// without keeping it, as its button "Controleren" does; here it is asked when
// the writing rests. The count is read out politely, the remarks are for who
// goes there. What of the text would go is kept true beside it.

const pause = 900;
const side = document.querySelector("[data-behaviour=proof]");
const text = document.getElementById("tekst");

if (side instanceof HTMLElement && (text instanceof HTMLTextAreaElement || text instanceof HTMLInputElement) && text.form) {
	const form = text.form;
	const says = side.querySelector("[role=status]");
	const list = side.querySelector("ol");
	const href = side.dataset.href || "";
	/** @type {AbortController | undefined} */
	let asking;
	let waiting = 0;
	let last = text.value;

	/** @param {string} sentence */
	const say = (sentence) => {
		if (says && says.textContent !== sentence) says.textContent = sentence;
	};

	/** @param {{ code: string, severity: string, label: string, text: string }} remark */
	const item = (remark) => {
		const li = document.createElement("li");
		li.className = "pf-remark pf-remark--" + remark.severity;
		const head = document.createElement("p");
		head.className = "pf-remark__head";
		const badge = document.createElement("span");
		badge.className = "pf-badge pf-badge--" + ({ block: "bad", warn: "busy" }[remark.severity] || "plain");
		badge.textContent = remark.label;
		const code = document.createElement("span");
		code.className = "pf-soft";
		code.textContent = remark.code;
		head.append(badge, " ", code);
		const words = document.createElement("p");
		words.textContent = remark.text;
		li.append(head, words);
		return li;
	};

	/** @param {{ text: string, says: string, why?: string, grounds: { code: string, label: string }[] }} place */
	const gone = (place) => {
		const li = document.createElement("li");
		const words = document.createElement("strong");
		words.textContent = place.text;
		const says = document.createElement("span");
		says.className = "pf-soft";
		says.textContent = place.says;
		li.append(words, " ", says);
		for (const ground of place.grounds) {
			const abbr = document.createElement("abbr");
			abbr.title = ground.label;
			abbr.textContent = ground.code;
			li.append(" ", abbr);
		}
		if (place.why) {
			const why = document.createElement("q");
			why.textContent = place.why;
			li.append(" ", why);
		}
		return li;
	};

	/** @param {Parameters<typeof gone>[0][]} places */
	const showGone = (places) => {
		const part = document.querySelector("[data-test=redacted]");
		const count = part?.querySelector("h2 .pf-count");
		const all = part?.querySelector("ul");
		const none = part?.querySelector("[data-test=redacted-none]");
		if (!(count instanceof HTMLElement && all && none instanceof HTMLElement)) return;
		count.textContent = String(places.length);
		all.replaceChildren(...places.map(gone));
		count.hidden = all.hidden = places.length === 0;
		none.hidden = places.length > 0;
	};

	const ask = async () => {
		if (text.value === last) return;
		last = text.value;
		asking?.abort();
		asking = new AbortController();
		const body = new URLSearchParams();
		for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
		try {
			const answer = await fetch(href, { method: "POST", body, signal: asking.signal, headers: { Accept: "application/json" }, credentials: "same-origin" });
			const found = await answer.json();
			if (!answer.ok) {
				say(typeof found.detail === "string" ? found.detail : "Controleren lukt nu niet. Uw tekst staat er nog.");
				return;
			}
			say(found.says);
			list?.replaceChildren(...found.remarks.map(item));
			showGone(found.redacted);
		} catch (fault) {
			if (!(fault instanceof DOMException && fault.name === "AbortError")) say("Controleren lukt nu niet. Uw tekst staat er nog.");
		}
	};

	text.addEventListener("input", () => {
		window.clearTimeout(waiting);
		waiting = window.setTimeout(ask, pause);
	});
}
