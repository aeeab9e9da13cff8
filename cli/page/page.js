
"use strict";
// Filtering by severity. Without script all findings are shown.
for (const bar of document.querySelectorAll(".filter")) {
  bar.hidden = false;
  const report = bar.closest(".report");
  bar.addEventListener("change", (e) => {
    report.classList.toggle("no-" + e.target.dataset.severity, !e.target.checked);
  });
}
// A link from the text to a finding opens the list of findings, if another list
// is open or the finding is filtered out.
addEventListener("click", (e) => {
  const link = e.target.closest(".text a");
  const card = link && document.getElementById(link.hash.slice(1));
  if (!card) return;
  card.closest("aside").querySelector("input[type=radio]").checked = true;
  const filter = card.closest(".pane").querySelector(`[data-severity="${card.dataset.severity}"]`);
  if (filter && !filter.checked) filter.click();
});
