// @ts-check
// Tells how far the work is that a page waits for, and shows the page anew when it is
// done. Without this script the page says what it knew and has a link.

const waits = document.querySelector("[data-waits]");
const progress = waits && waits.querySelector("[data-progress]");
if (progress) {
	const look = setInterval(async () => {
		if (document.hidden) return;
		const answer = await fetch(location.href, { headers: { Accept: "application/json" } }).catch(() => null);
		if (!answer || !answer.ok) return; // it is asked again
		/** @type {{ busy: boolean, says: string }} */
		const now = await answer.json();
		if (now.busy) {
			if (progress.textContent !== now.says) progress.textContent = now.says;
			return;
		}
		clearInterval(look);
		location.reload();
	}, 2000);
}
