// @ts-check
// Dropping a file on the text field chooses it.

const field = document.querySelector("form[data-behaviour=upload] input[type=file]");
const text = document.getElementById("nota");

if (field instanceof HTMLInputElement && text) {
	text.addEventListener("dragover", (event) => event.preventDefault());
	text.addEventListener("drop", (event) => {
		if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
		event.preventDefault();
		field.files = event.dataTransfer.files;
		field.focus();
	});
}
