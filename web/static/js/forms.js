// @ts-check
// Forms: keeps typed text from being lost by leaving the page, and keeps one
// click from becoming two requests. Without this script both still hold: the
// server gives text back and knows a request again by its key.

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[method=post]");
let leaving = false;

for (const form of forms) {
	form.addEventListener("submit", (event) => {
		if (event.defaultPrevented) return;
		if (form.dataset.sent) {
			event.preventDefault();
			return;
		}
		form.dataset.sent = "ja";
		leaving = true;
	});
}

// Coming back by the back button shows the form as it was: it may be sent again.
window.addEventListener("pageshow", () => {
	leaving = false;
	for (const form of forms) delete form.dataset.sent;
});

/** @param {HTMLFormElement} form */
function changed(form) {
	for (const field of form.elements) {
		if ((field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text")) && field.value !== field.defaultValue) return true;
	}
	return false;
}

window.addEventListener("beforeunload", (event) => {
	if (leaving) return;
	for (const form of document.querySelectorAll("form[data-behaviour=unsaved]")) {
		if (form instanceof HTMLFormElement && changed(form)) {
			event.preventDefault();
			return;
		}
	}
});

// What is wrong is read out first.
const problems = document.querySelector(".pf-problems");
if (problems instanceof HTMLElement) problems.focus();
