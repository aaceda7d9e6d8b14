// @ts-check
// The decision bar: an answer that needs a reason or a date opens the field for
// it instead of going to the server and back.

const bar = document.querySelector("form[data-behaviour=decide]");
if (bar instanceof HTMLFormElement) {
	const fold = bar.querySelector("details");
	bar.addEventListener("submit", (event) => {
		const button = event.submitter;
		if (!(button instanceof HTMLButtonElement) || !fold) return;
		const id = button.dataset.needs === "date" ? "tot" : button.dataset.needs === "text" ? "tekst" : "";
		const field = id && document.getElementById(id);
		if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.value.trim() !== "") return;
		event.preventDefault();
		fold.open = true;
		field.setCustomValidity(id === "tot" ? "Kies tot wanneer u het stuk aanhoudt." : "Schrijf eerst de reden of opmerking.");
		field.reportValidity();
		field.focus();
		field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
	}, true);
	// A field that was marked must not hold up an answer that does not need it.
	for (const button of bar.querySelectorAll("button")) {
		button.addEventListener("click", () => {
			for (const id of ["tot", "tekst"]) {
				const field = document.getElementById(id);
				if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.setCustomValidity("");
			}
		});
	}
}
