// The ledger asks for its table while one types.
"use strict";
(() => {
	const form = document.querySelector("form[data-find]");
	if (!form) return;
	let timer = 0;
	const find = (after) => {
		clearTimeout(timer);
		timer = setTimeout(() => form.dispatchEvent(new CustomEvent("find")), after);
	};
	// Letters of an input method are not words yet: what they become is waited for.
	form.addEventListener("input", (e) => e.target.type === "search" && !e.isComposing && find(200));
	form.addEventListener("compositionend", () => find(200));
	// The field for words says that it changed when it is left: by then that is known.
	form.addEventListener("change", (e) => e.target.type !== "search" && find(0));

	// Who opens a cell wants to write in it.
	document.addEventListener("htmx:afterSettle", (e) => {
		const field = e.target.querySelector && e.target.querySelector(".z-celledit [name=value]");
		if (field) field.focus();
	});

	// Escape leaves the form of a cell.
	document.addEventListener("keydown", (e) => {
		const cell = e.key === "Escape" && e.target.closest && e.target.closest(".z-celledit");
		if (cell) cell.querySelector("[data-cancel]").click();
	});
})();
