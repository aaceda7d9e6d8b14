// @ts-check
// Remarks beside a paper: pointing at one lights up its place in the text.

for (const remark of document.querySelectorAll("[data-place]")) {
	const place = remark instanceof HTMLElement && remark.dataset.place ? document.getElementById(remark.dataset.place) : null;
	if (!place) continue;
	for (const name of ["mouseenter", "focusin"]) remark.addEventListener(name, () => place.classList.add("pf-lit"));
	for (const name of ["mouseleave", "focusout"]) remark.addEventListener(name, () => place.classList.remove("pf-lit"));
}
