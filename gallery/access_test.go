package gallery

import (
	"encoding/json"

	"zhenggai/chromium"
	"zhenggai/web"
)

// access measures in the page what somebody needs who sees little, hears the page or has
// no mouse, and says what is not so: every control has a name, every text stands out from
// what is behind it (WCAG AA: 4.5 to 1, large letters 3 to 1), whatever can be focused
// shows that it is, there is one heading of the first level, and landmarks. Everything
// that is folded is unfolded first.
const access = `(() => {
	const out = new Set()
	const say = (e, what) => out.add(what + ": " + (e.outerHTML || e.textContent).replace(/\s+/g, " ").slice(0, 140))
	document.querySelectorAll("details").forEach(d => d.open = true)
	const seen = e => e.checkVisibility({checkVisibilityCSS: true, contentVisibilityAuto: true}) && e.getClientRects().length > 0

	if (!document.documentElement.lang) out.add("the page has no language")
	const titles = document.querySelectorAll("h1:not(.paper *)").length // a paper that is shown has a title of its own
	if (titles !== 1) out.add(titles + " headings of the first level")
	if (document.querySelectorAll("main").length !== 1) out.add("no main part")
	if (!document.querySelector("header")) out.add("no banner")
	const navs = [...document.querySelectorAll("nav")]
	navs.forEach(n => { if (!n.getAttribute("aria-label")) say(n, "a landmark without a name") })
	const ids = [...document.querySelectorAll("[id]")].map(e => e.id)
	ids.filter((x, i) => ids.indexOf(x) !== i).forEach(x => out.add("two elements are called " + x))
	document.querySelectorAll("img:not([alt])").forEach(e => say(e, "a picture without words"))
	let level = 1
	document.querySelectorAll("main h1, main h2, main h3, main h4").forEach(h => {
		const n = +h.tagName[1]
		if (n > level + 1) say(h, "a heading leaves out a level")
		level = n
	})

	const text = e => e ? e.textContent.trim() : ""
	const named = e => {
		const by = (e.getAttribute("aria-labelledby") || "").split(/\s+/).filter(x => x).map(id => text(document.getElementById(id))).join("")
		if (by || (e.getAttribute("aria-label") || "").trim()) return true
		if (e.labels && [...e.labels].some(l => text(l))) return true
		if (e.matches("input, select, textarea")) return ["submit", "button"].includes(e.type) && !!e.value
		return !!(text(e) || e.querySelector("img[alt]:not([alt=''])") || e.querySelector("svg title"))
	}
	const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])")].filter(seen)
	controls.forEach(e => { if (!named(e)) say(e, "a control without a name") })

	const pen = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d", {willReadFrequently: true}), known = {}
	const rgba = s => { // however it is written: a browser paints it
		if (!known[s]) {
			pen.clearRect(0, 0, 1, 1)
			pen.fillStyle = s
			pen.fillRect(0, 0, 1, 1)
			const d = pen.getImageData(0, 0, 1, 1).data
			known[s] = [d[0], d[1], d[2], d[3] / 255]
		}
		return [...known[s]]
	}
	const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1)
	const light = c => { const f = [0, 1, 2].map(i => { const x = c[i] / 255; return x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4 }); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2] }
	const ratio = (a, b) => { const x = light(a), y = light(b); return (Math.max(x, y) + .05) / (Math.min(x, y) + .05) }
	const behind = e => {
		const layers = []
		for (let x = e; x; x = x.parentElement) {
			const s = getComputedStyle(x)
			if (s.backgroundImage !== "none" && s.backgroundImage.includes("gradient")) return null
			layers.push(rgba(s.backgroundColor))
		}
		return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1])
	}
	const drawnBehind = (e, at) => { // of a text in a drawing: the last shape before it that holds its middle
		const box = e.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2
		const shapes = [...e.closest("svg").querySelectorAll("rect, path, circle")].filter(s => {
			const b = s.getBoundingClientRect()
			return s.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING && b.left <= x && b.right >= x && b.top <= y && b.bottom >= y
		})
		return shapes.reduce((under, s) => { const c = getComputedStyle(s); return c.fill === "none" ? under : over(rgba(c.fill).map((v, i) => i === 3 ? v * c.fillOpacity * c.opacity : v), under) }, at)
	}
	const judge = (e, style, colour, what) => {
		let under = behind(e)
		if (!under) return
		if (e.closest("svg")) under = drawnBehind(e, under)
		let ink = rgba(colour)
		for (let x = e; x; x = x.parentElement) ink[3] *= +getComputedStyle(x).opacity
		const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && +style.fontWeight >= 700
		const r = ratio(over(ink, under), under)
		if (r < (large ? 3 : 4.5) - .005) say(e, what + " stands out " + r.toFixed(2) + " to 1")
	}
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
	const done = new Set()
	while (walk.nextNode()) {
		const e = walk.currentNode.parentElement
		if (!walk.currentNode.textContent.trim() || done.has(e) || e.closest("script, style, title, option, :disabled, [aria-hidden=true]") || !seen(e)) continue
		done.add(e)
		const box = e.getBoundingClientRect(), s = getComputedStyle(e)
		if (box.width <= 1 || box.height <= 1 || s.clipPath.includes("inset(50%)") || s.clip === "rect(0px, 0px, 0px, 0px)") continue // for the ear only
		judge(e, s, e.closest("svg") ? s.fill : s.color, "a text")
	}
	controls.filter(e => e.placeholder && !e.value).forEach(e => judge(e, getComputedStyle(e), getComputedStyle(e, "::placeholder").color, "what a field hints at"))

	const looks = e => { const s = getComputedStyle(e); return [s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 ? s.outline : "", s.boxShadow, s.borderColor, s.backgroundColor].join("|") }
	const kinds = new Set()
	for (const e of controls) {
		const kind = e.tagName + "." + e.className + "." + (e.type || "") + (e.closest("svg") ? "svg" : "")
		if (kinds.has(kind) || e.disabled) continue
		kinds.add(kind)
		const before = looks(e)
		e.focus({focusVisible: true, preventScroll: true})
		if (document.activeElement !== e) continue
		const inside = e.closest("svg") ? [...e.querySelectorAll("*")].map(looks).join() : ""
		if (looks(e) === before && !inside.includes("solid")) say(e, "focus is not seen")
		e.blur()
	}
	return JSON.stringify([...out])
})()`

// reach holds that what is on the page can be reached by everybody.
func (v *visitor) reach(lang string, e web.Exhibit) {
	v.Helper()
	var faults []string
	if err := json.Unmarshal([]byte(chromium.Ask[string](v.Browser, access)), &faults); err != nil {
		v.Fatal(err)
	}
	for _, f := range faults {
		v.Errorf("%s (%s): %s", e.Name, lang, f)
	}
}
