// What pages gain from a script; each works without it. Everything hangs on data-
// attributes, so that no page has a script of its own.
"use strict";
(() => {
	const typing = (e) => e.target.closest("input, textarea, select, [contenteditable]");
	let first = "", timer = 0;

	// data-keys="g l": the keys that press a link or a button. One that is not seen is passed over.
	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
		const keys = first ? first + " " + e.key : e.key;
		const hits = [...document.querySelectorAll("[data-keys]")];
		const hit = hits.find((x) => x.dataset.keys === keys && (x.offsetParent || x.closest("summary")));
		clearTimeout(timer);
		if (hit) {
			first = "";
			e.preventDefault();
			hit.matches("input, textarea, select") ? hit.focus() : hit.click();
			return;
		}
		first = hits.some((x) => x.dataset.keys.startsWith(e.key + " ")) ? e.key : "";
		timer = setTimeout(() => (first = ""), 1200);
	});

	// data-rows: arrows (or j and k) lead through the links of a list, one a row.
	document.addEventListener("keydown", (e) => {
		const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[e.key];
		if (!step || e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
		const links = [...document.querySelectorAll("[data-rows] [data-row]")];
		if (!links.length) return;
		const at = links.indexOf(document.activeElement);
		if (at < 0 && e.key.startsWith("Arrow") && document.activeElement !== document.body && document.activeElement.id !== "main") return;
		e.preventDefault();
		links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))].focus();
	});

	// data-send: a form that is sent when one of its choices changes.
	document.addEventListener("change", (e) => {
		const form = e.target.closest("form[data-send]");
		if (form) form.requestSubmit();
	});

	// data-all="name": a box that ticks all boxes of a name.
	document.addEventListener("change", (e) => {
		const name = e.target.dataset && e.target.dataset.all;
		if (name) document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`).forEach((b) => (b.checked = e.target.checked));
	});

	// A question that is open closes with Escape or a click elsewhere.
	const close = (keep) => document.querySelectorAll("details.z-ask[open]").forEach((d) => d !== keep && !d.contains(keep) && d.removeAttribute("open"));
	document.addEventListener("click", (e) => close(e.target));
	document.addEventListener("keydown", (e) => e.key === "Escape" && close(null));

	// A form is sent once, however often the button is pressed.
	document.addEventListener("submit", (e) => {
		const form = e.target;
		if (form.dataset.sent) return e.preventDefault();
		if (form.method === "post" && !form.hasAttribute("hx-post")) {
			form.dataset.sent = "1";
			window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
		}
	});

	// data-drop: a file dropped anywhere on the element goes into its input and is sent.
	for (const type of ["dragover", "drop"]) {
		document.addEventListener(type, (e) => {
			const area = e.target.closest && e.target.closest("[data-drop]");
			if (!area) return;
			e.preventDefault();
			if (type === "drop" && e.dataTransfer.files.length) {
				const input = area.querySelector("input[type=file]");
				input.files = e.dataTransfer.files;
				if (input.form && area.dataset.drop === "send") input.form.requestSubmit();
			}
		});
	}

	// On a small window the menu begins closed.
	document.querySelectorAll(".z-menu").forEach((d) => {
		if (matchMedia("(max-width: 60rem)").matches) d.removeAttribute("open");
		d.classList.add("z-ready");
	});
})();
