/**
 * The script of the page: search and filter. Everything else works without it.
 *
 * The searchable parts of an organization have the class `s`.
 */
export const SCRIPT: string = `'use strict';
const [controls, search, only, count] = ['controls', 'search', 'only', 'count'].map((id) => document.getElementById(id));
const entries = Array.from(document.querySelectorAll('article'), (article) => ({
  article,
  text: Array.from(article.querySelectorAll('.s'), (part) => part.textContent).join(' ').toLowerCase(),
  hasFindings: article.dataset.findings !== undefined,
}));
function filter() {
  const words = search.value.toLowerCase().split(' ');
  let shown = 0;
  for (const { article, text, hasFindings } of entries) {
    const matches = (hasFindings || !only.checked) && words.every((word) => text.includes(word));
    shown += matches ? 1 : 0;
    article.hidden = !matches;
  }
  count.textContent = shown.toLocaleString('en') + ' of ' + entries.length.toLocaleString('en') + ' organizations shown';
}
search.addEventListener('input', filter);
only.addEventListener('input', filter);
controls.hidden = false;
filter();
`;
