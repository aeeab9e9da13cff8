// What takes longer than 200 ms shows a bar at the top of the page: how much of a file
// is sent, and else only that something is under way. Files are sent by this script, so
// that a bar can be shown; without it the form sends them itself.
"use strict";
(() => {
	const soon = 200;
	let bar = null, timer = 0, waits = 0;

	const show = () => {
		if (bar) return;
		bar = document.createElement("progress");
		bar.className = "z-progress";
		bar.max = 1;
		bar.setAttribute("aria-label", document.documentElement.lang === "en" ? "under way" : "正在办理");
		document.body.append(bar);
	};
	const begin = () => {
		if (waits++ === 0) timer = setTimeout(show, soon);
	};
	const end = () => {
		if (waits > 0 && --waits > 0) return;
		clearTimeout(timer);
		if (bar) bar.remove();
		bar = null;
	};

	document.addEventListener("htmx:beforeRequest", begin);
	document.addEventListener("htmx:afterRequest", end);
	window.addEventListener("pageshow", () => {
		waits = 0;
		end();
	});

	// lead goes to where the server leads, also if that is another place of this page.
	const lead = (to) => {
		const at = new URL(to, location.href), here = location.pathname + location.search === at.pathname + at.search;
		if (!here) return location.assign(at);
		history.replaceState(null, "", at);
		location.reload();
	};

	// refused shows the form again as the server sent it: with what was typed and why not.
	const refused = (text) => {
		const main = new DOMParser().parseFromString(text, "text/html").getElementById("main");
		if (!main) return location.reload();
		document.getElementById("main").replaceWith(main);
		if (window.htmx) htmx.process(main);
		const wrong = main.querySelector(".invalid-feedback, [role=alert]");
		if (wrong) wrong.scrollIntoView({ block: "center" });
	};

	document.addEventListener("submit", (e) => {
		const form = e.target;
		if (e.defaultPrevented || form.method !== "post") return;
		if (form.enctype !== "multipart/form-data" || form.hasAttribute("hx-post")) {
			if (!form.hasAttribute("hx-post")) begin();
			return;
		}
		e.preventDefault();
		begin();
		const send = new XMLHttpRequest();
		send.open("POST", form.action);
		send.setRequestHeader("HX-Request", "true"); // it is told where to go instead of being led there
		send.upload.onprogress = (p) => {
			if (bar && p.lengthComputable && p.loaded < p.total) bar.value = p.loaded / p.total;
			else if (bar) bar.removeAttribute("value");
		};
		send.onload = () => {
			const to = send.getResponseHeader("HX-Redirect");
			if (to) return lead(to);
			end();
			refused(send.responseText);
		};
		send.onerror = () => {
			end();
			HTMLFormElement.prototype.submit.call(form); // the browser says what is wrong
		};
		send.send(new FormData(form, e.submitter));
	});
})();
