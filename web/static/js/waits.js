// @ts-check
// Tells how far the work is that a page waits for, and shows the page anew when it is
// done. Without this script the page says what it knew and has a link.

const waits = document.querySelector("[data-waits]");
if (waits) {
	const look = setInterval(async () => {
		if (document.hidden) return;
		const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
		if (!answer || !answer.ok) return; // it is asked again
		const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-waits] span");
		const says = waits.querySelector("span");
		if (now && says) {
			if (says.textContent !== now.textContent) says.replaceChildren(...now.childNodes);
			return;
		}
		clearInterval(look);
		location.reload();
	}, 2000);
}
