// @ts-check
// A code that came along behind # in the address: puts it in its field and
// takes it out of the address, so that it does not stay in the history. What
// stands behind # is never sent, so that no log can hold it.

const field = document.querySelector("input[name=code]");
const code = decodeURIComponent(location.hash.slice(1));
if (field instanceof HTMLInputElement && /^[a-z2-7-]{10,40}$/i.test(code)) {
	field.value = code;
	history.replaceState(null, "", location.pathname);
}
