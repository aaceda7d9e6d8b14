// @ts-check
// Redaction review by keyboard; the sheet that ? opens says which key does
// what. Between two readings 1 and 2 choose one. Keys are left alone while
// somebody types; Escape leaves the field.

/** @type {HTMLElement[]} */
const groups = [...document.querySelectorAll("[data-test=finding-group], [data-test=difference]")].filter((g) => g instanceof HTMLElement);
let here = groups.findIndex((g) => "#" + g.id === location.hash || g.dataset.decision === "");

let shown = false; // whether a group was gone to: the first key goes to the first, and skips none

/** @param {number} to */
function go(to) {
	if (to < 0 || to >= groups.length) return;
	shown = true;
	for (const g of groups) g.classList.remove("pf-here");
	here = to;
	const group = groups[here];
	group.classList.add("pf-here");
	group.tabIndex = -1;
	group.focus({ preventScroll: true });
	group.scrollIntoView({ block: "nearest" });
	const first = group.querySelector(".pf-finding__places a");
	const place = first instanceof HTMLAnchorElement ? document.getElementById(first.hash.slice(1)) : null;
	for (const lit of document.querySelectorAll(".pf-lit")) lit.classList.remove("pf-lit");
	if (place) {
		place.classList.add("pf-lit");
		place.scrollIntoView({ block: "center" });
	}
}

/** @param {string} value */
function press(value) {
	const button = groups[here] && groups[here].querySelector(`button[value=${value}]`);
	if (button instanceof HTMLButtonElement) button.click();
}

/** @param {string} test */
function step(test) {
	const button = document.querySelector(`button[data-test=${test}]`);
	if (button instanceof HTMLButtonElement) button.click();
}

/** @param {Element | null | undefined} field */
function enter(field) {
	if (field instanceof HTMLElement) field.focus();
}

/** @param {string} field */
function unfold(field) {
	const found = groups[here] && groups[here].querySelector(field);
	const more = found && found.closest("details");
	if (more) more.open = true;
	enter(found);
}

/** @param {number} from */
function open(from) {
	return groups.findIndex((g, i) => i > from && g.dataset.decision === "");
}

document.addEventListener("keydown", (event) => {
	const at = event.target;
	if (event.key === "Escape" && at instanceof HTMLElement && at.closest("main input, main textarea, main select")) {
		at.blur();
		go(Math.max(here, 0));
		return;
	}
	if (event.ctrlKey || event.metaKey || event.altKey || (at instanceof HTMLElement && at.closest("input, textarea, select, [contenteditable]"))) return;
	switch (event.key) {
		case "j": go(shown ? here + 1 : Math.max(here, 0)); break;
		case "k": go(here - 1); break;
		case "l": press("redact"); break;
		case "s": press("keep"); break;
		case "n": go(shown && open(here) >= 0 ? open(here) : open(-1)); break;
		case "v": step("redact-all"); break;
		case "1": press("first"); break;
		case "2": press("second"); break;
		case "m": unfold("textarea[name=motivering]"); break;
		case "o": unfold("textarea[name=opmerking]"); break;
		case "e": enter(document.querySelector("[data-test=action-close-review], [data-test=action-close-second-reading], [data-test=action-confirm-review]")); break;
		case "?": {
			const sheet = document.getElementById("toetsen");
			if (sheet) sheet.togglePopover();
			break;
		}
		case "g": enter(groups[here] && groups[here].querySelector("select")); break;
		case "a": enter(document.getElementById("weg")); break;
		case "u": step("undo"); break;
		case "U": step("redo"); break;
		default: return;
	}
	event.preventDefault();
});

if (groups.length > 0 && (location.hash.startsWith("#groep-") || location.hash === "#verschillen")) {
	// After a decision: on to the next that nobody has judged.
	const next = open(here);
	go(next >= 0 ? next : here);
}
