// @ts-check
// Selecting words in the paper puts them in the form "Zelf iets aanwijzen".

const form = document.querySelector("form[data-behaviour=select]");
const words = document.getElementById("weg");

if (form && words instanceof HTMLInputElement) {
	document.addEventListener("selectionchange", () => {
		const selection = document.getSelection();
		const at = selection && !selection.isCollapsed && selection.anchorNode && selection.anchorNode.parentElement;
		const paper = at && at.closest("[data-paper]");
		if (!selection || !(paper instanceof HTMLElement) || !paper.contains(selection.focusNode)) return;
		const text = selection.toString().trim();
		if (text === "" || text.length > 2000 || text.includes("\n")) return;
		words.value = text;
	});
}
