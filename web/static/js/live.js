// @ts-check
// Says that there is something new, and leaves it to the reader to fetch it:
// what he is reading or typing stays as it is. Without this script the page is
// as it was when it was asked for.

const place = document.querySelector("[data-live]");
if (place instanceof HTMLElement && place.dataset.live) {
	const events = new EventSource(place.dataset.live);
	events.addEventListener("gewijzigd", () => {
		place.hidden = false;
		events.close();
	});
	window.addEventListener("pagehide", () => events.close());
}
