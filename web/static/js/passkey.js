// @ts-check
// A passkey instead of a code: asks the browser for what the form's options say
// and sends the answer along. Who fills in a code, or has a browser without
// passkeys, sends the form as it stands.

for (const options of document.querySelectorAll("input[name=passkey-opties]")) {
	const form = /** @type {HTMLInputElement} */ (options).form;
	if (form && window.PublicKeyCredential && "parseRequestOptionsFromJSON" in PublicKeyCredential) {
		form.addEventListener("submit", (event) => ask(event, form, /** @type {HTMLInputElement} */ (options)));
	}
}

/**
 * @param {SubmitEvent} event
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} options
 */
async function ask(event, form, options) {
	const answer = /** @type {HTMLInputElement} */ (form.elements.namedItem("passkey-antwoord"));
	const typed = [...form.querySelectorAll("input[autocomplete=one-time-code]")].some((e) => /** @type {HTMLInputElement} */ (e).value.trim() !== "");
	if (answer.value || typed) {
		return;
	}
	event.preventDefault();
	const wanted = JSON.parse(options.value);
	const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("button[type=submit]"));
	if (button) {
		button.disabled = true;
	}
	try {
		const key = wanted.user
			? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) })
			: await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted) });
		answer.value = JSON.stringify(/** @type {any} */ (key).toJSON());
	} catch {
		answer.value = "geen"; // the server says what to do
	}
	form.submit();
}
