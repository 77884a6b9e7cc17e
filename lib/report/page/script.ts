/**
 * The script of the page: search, filter and sorting. Everything else works without it.
 *
 * The searchable parts of an organization have the class `s`. Elements about an organization have its id in `data-o`, and
 * `data-only` lists what the filter can select.
 */
export const SCRIPT: string = `'use strict';
const byId = (id) => document.getElementById(id);
const all = (selector, parent = document) => Array.from(parent.querySelectorAll(selector));
const [controls, search, only, sort, count] = ['controls', 'search', 'only', 'sort', 'count'].map(byId);
const articles = new Map(all('article').map((article) => [article.dataset.o, article]));
const entries = all('#comparison tbody tr').map((row) => {
  const article = articles.get(row.dataset.o);
  const parts = all('.s', row).concat(all('.s', article));
  return {
    row,
    article,
    id: row.dataset.o,
    kinds: row.dataset.only.split(' '),
    text: parts.map((part) => part.textContent).join(' ').toLowerCase(),
  };
});
const findings = all('#findings li').map((item) => ({ item, severity: item.closest('.group').id }));
const groups = all('#findings :is(.more, .message, .rule, .group)');
function hide(element, isHidden) {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}
function filter() {
  const words = search.value.toLowerCase().split(' ');
  const kind = only.value;
  const shown = new Set();
  for (const { row, article, id, kinds, text } of entries) {
    const matches = (kind === '' || kinds.includes(kind)) && words.every((word) => text.includes(word));
    if (matches) shown.add(id);
    hide(row, !matches);
    hide(article, !matches);
  }
  const isFiltered = kind !== '' || search.value.trim() !== '';
  const isSeverity = byId(kind) !== null;
  for (const { item, severity } of findings) {
    hide(item, isFiltered && !(shown.has(item.dataset.o) && (!isSeverity || severity === kind)));
  }
  for (const group of groups) {
    hide(group, group.querySelector('li:not([hidden])') === null);
    if (group.matches('.more')) group.open = isFiltered;
  }
  const format = (number) => number.toLocaleString('en');
  count.textContent = format(shown.size) + ' of ' + format(entries.length) + ' organizations shown';
}
search.addEventListener('input', filter);
only.addEventListener('input', filter);
for (const tile of all('a[data-only]')) {
  tile.addEventListener('click', () => {
    search.value = '';
    only.value = tile.dataset.only;
    filter();
  });
}
const units = { h: 60, m: 1, s: 1 / 60, ms: 1 / 60000 };
function duration(text) {
  const parts = Array.from(text.matchAll(/([0-9.]+)(h|ms?|s)/g));
  return parts.length === 0 ? Infinity : parts.reduce((sum, [, amount, unit]) => sum + amount * units[unit], 0);
}
const severities = { bad: 1e8, warn: 1e4, ask: 1 };
function weight(cell) {
  const badges = all('.b', cell);
  if (badges.length === 0) return parseInt(cell.textContent, 10) || 0;
  return badges.reduce((sum, badge) => sum + parseInt(badge.textContent, 10) * severities[badge.classList[1]], 0);
}
const collator = new Intl.Collator('en', { numeric: true });
const orders = {
  duration: [(cell) => duration(cell.firstChild.textContent), (one, other) => (one === other ? 0 : one - other)],
  number: [weight, (one, other) => one - other],
  text: [(cell) => cell.firstChild.textContent, collator.compare],
};
const headings = all('#comparison thead th');
const body = document.querySelector('#comparison tbody');
function sortBy(at, direction) {
  const [keyOf, compare] = orders[headings[at].dataset.order];
  const sign = direction === 'descending' ? -1 : 1;
  const keyed = entries.map(({ row }) => ({ row, key: keyOf(row.cells[at]) }));
  keyed.sort((one, other) => sign * compare(one.key, other.key));
  body.append(...keyed.map(({ row }) => row));
  headings.forEach((heading) => heading.removeAttribute('aria-sort'));
  headings[at].setAttribute('aria-sort', direction);
  sort.value = at + ' ' + direction;
}
headings.forEach((heading, at) => {
  const button = document.createElement('button');
  const text = heading.textContent;
  button.textContent = text;
  heading.replaceChildren(button);
  const first = heading.dataset.order === 'number' ? 'descending' : 'ascending';
  const second = first === 'ascending' ? 'descending' : 'ascending';
  button.addEventListener('click', () => sortBy(at, heading.getAttribute('aria-sort') === first ? second : first));
  for (const direction of [first, second]) sort.add(new Option(text + ', ' + direction, at + ' ' + direction));
});
sort.value = '1 descending';
sort.addEventListener('input', () => {
  const [at, direction] = sort.value.split(' ');
  sortBy(Number(at), direction);
});
controls.hidden = false;
filter();
`;
