import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../scripts/copy-project';
import { terminalScreenshot, terminalSvg } from '../../scripts/terminal-screenshot';

/** The text in an SVG, row by row. */
function rowsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, row = '']) => row);
}

test('the screenshot of errors shows the actual output: npm run screenshots updates it', () => {
  const committed = readFileSync(join(PROJECT, 'docs', 'images', 'errors.svg'), 'utf8');
  expect(rowsOf(committed)).toEqual(rowsOf(terminalScreenshot()));
  expect(rowsOf(committed).join('')).toMatch(/Validation failed with the following errors:(.*\[[a-z -]+\]){3}$/);
}, 60_000);

test('a screenshot of a terminal wraps lines, and shows markup as text', () => {
  expect(rowsOf(terminalSvg(['a', '', 'b'.repeat(250), '<team> & $']))).toEqual([
    'a',
    '',
    'b'.repeat(100),
    'b'.repeat(100),
    'b'.repeat(50),
    '&lt;team&gt; &amp; $',
  ]);
});
