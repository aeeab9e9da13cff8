// The reading desk with a script: lines are chosen without loading the page, keys press
// the buttons of the panel, and a correction keeps the place. Without it each line is a
// link and each correction a form.
"use strict";
(() => {
	const text = () => document.getElementById("desk-text");
	const desk = () => document.getElementById("desk");
	let ready = Promise.resolve(), timer = 0, wanted = "", kept = null, panel = false;

	// show asks for the panel of a line or of a place in it.
	const show = (query) => {
		wanted = query;
		clearTimeout(timer);
		ready = new Promise((done) => {
			timer = setTimeout(() => {
				htmx.ajax("GET", desk().dataset.path + query, { target: "#desk-panel", swap: "outerHTML" }).then(() => done(wanted === query));
			}, 60);
		});
	};

	// go marks a line and shows what is said of it.
	const go = (no, query, jump) => {
		const line = document.getElementById("l" + no);
		if (!line) return false;
		document.querySelectorAll(".z-line.z-here").forEach((l) => l.classList.remove("z-here"));
		line.classList.add("z-here");
		desk().dataset.line = no;
		line.scrollIntoView({ block: jump ? "center" : "nearest" });
		show(query || "?line=" + no);
		history.replaceState(null, "", desk().dataset.path + (query || "?line=" + no) + "#l" + no);
		return true;
	};

	document.addEventListener("click", (e) => {
		if (e.ctrlKey || e.metaKey || e.shiftKey || e.button || !desk()) return;
		const link = e.target.closest("a");
		const line = e.target.closest(".z-line");
		if (link && link.dataset.go) {
			const query = link.dataset.at ? "?at=" + link.dataset.at : "";
			if (go(link.dataset.go, query, true)) e.preventDefault();
		} else if (line && !e.target.closest(".z-notes")) {
			if (!link && String(getSelection())) return;
			e.preventDefault();
			const query = link && link.search;
			document.querySelectorAll(".z-looked").forEach((x) => x.classList.remove("z-looked"));
			if (query && query.includes("fact=")) link.classList.add("z-looked");
			go(line.dataset.line, query);
			text().focus({ preventScroll: true });
		}
	});

	// leave leads to the first control beside the text.
	const leave = () => document.querySelector("#desk-panel a, #desk-panel button, .z-tree a").focus();

	// Keys, while the text has the focus. Escape leads out of it, so that Tab, which
	// changes the level there, holds nobody in.
	document.addEventListener("keydown", (e) => {
		if (!text() || document.activeElement !== text() || e.ctrlKey || e.metaKey || e.altKey) return;
		const no = +desk().dataset.line;
		if (e.key === "ArrowDown" || e.key === "ArrowUp") {
			e.preventDefault();
			const first = +text().querySelector(".z-line").dataset.line;
			go(no ? no + (e.key === "ArrowDown" ? 1 : -1) : first);
		} else if (e.key === "Escape") {
			leave();
		} else if (no && (e.key === "Tab" || /^[1-5]$/.test(e.key))) {
			e.preventDefault();
			const key = e.key === "Tab" && e.shiftKey ? "Shift+Tab" : e.key;
			ready.then((now) => {
				const button = document.querySelector(`#desk-panel [data-desk="${key}"]`);
				if (now !== false && button && !button.disabled) button.click();
			});
		}
	});

	// A correction draws the sheet anew: the line stays where it was on the screen. Who
	// was in the panel when that is drawn anew, stays in it.
	document.addEventListener("htmx:beforeSwap", (e) => {
		panel = e.detail.target.id === "desk-panel" && e.detail.target.contains(document.activeElement);
		if (e.detail.target.id !== "desk" || e.detail.xhr.status >= 400) return;
		const line = document.querySelector(".z-line.z-here");
		kept = { top: line ? line.getBoundingClientRect().top : null, text: document.activeElement === text() || document.activeElement.closest("#desk-panel") };
	});
	document.addEventListener("htmx:afterSwap", (e) => {
		if (panel) leave();
		panel = false;
		if (e.detail.target.id !== "desk" || !kept) return;
		const line = document.querySelector(".z-line.z-here");
		if (line && kept.top !== null) scrollBy(0, line.getBoundingClientRect().top - kept.top);
		text().focus({ preventScroll: true });
		kept = null;
	});
})();
