// The index of items where there is no server: shows those that have what is typed.
(() => {
	const field = document.querySelector("#q"), found = document.querySelector("#found");
	const items = [...document.querySelectorAll("[data-hit]")].map(e => [e, e.textContent.toLowerCase()]);
	document.querySelector("#finder").hidden = false;
	field.addEventListener("input", () => {
		const text = field.value.trim().toLowerCase();
		let n = 0;
		for (const [e, words] of items) {
			e.hidden = !words.includes(text);
			n += e.hidden ? 0 : 1;
		}
		found.textContent = text ? n : "";
	});
})();
