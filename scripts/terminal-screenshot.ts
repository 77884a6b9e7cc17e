/** The screenshot of a failed synthesis: the actual output of the fleet after three mistakes, as an SVG. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Waivers } from '../lib';
import { PROJECT } from './copy-project';

/** A day on which the waivers of the fleet are valid. */
export const TODAY = '2026-11-22';

const FLEET = join(PROJECT, 'examples', 'fleet');

export function terminalScreenshot(): string {
  return terminalSvg(['$ npx tsx main.ts', ...outputOf(withMistakes(readFileSync(organizations(), 'utf8')))]);
}

function organizations(): string {
  return join(FLEET, 'organizations.yaml');
}

/** A session that is too long, a waiver that is missing, and a seat expiration that the API rejects. */
function withMistakes(text: string): string {
  const waiver = /\n {4}waivers:\n {6}- guardrail: phishing-resistant-only\n.*\n.*(?=\n)/;
  return text
    .replace('sessionDuration: 4h', 'sessionDuration: 48h')
    .replace(waiver, '')
    .replace('userSeatExpirationInactiveTime: 4380h', 'userSeatExpirationInactiveTime: 30d');
}

/** The lines that the fleet prints for a file. */
function outputOf(text: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'screenshot-'));
  try {
    const file = join(folder, 'organizations.yaml');
    writeFileSync(file, text);
    const tsx = join(PROJECT, 'node_modules', '.bin', 'tsx');
    const main = ['--tsconfig', join(PROJECT, 'tsconfig.dev.json'), join(FLEET, 'main.ts')];
    const { stdout, stderr } = spawnSync(tsx, main, {
      encoding: 'utf8',
      env: {
        ...process.env,
        CDKTF_CONTEXT_JSON: JSON.stringify({ [Waivers.TODAY]: TODAY }),
        CDKTF_OUTDIR: folder,
        FLEET_FILE: file,
        NO_COLOR: '1',
      },
    });
    return (stdout + stderr).trimEnd().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const COLUMNS = 100;
const CHARACTER = { width: 8, height: 20 };
const PADDING = 16;

/** Draws lines as a terminal window, which wraps them. */
export function terminalSvg(lines: readonly string[]): string {
  const rows = lines.flatMap((line) => line.match(new RegExp(`.{1,${COLUMNS}}`, 'gu')) ?? ['']);
  const width = COLUMNS * CHARACTER.width + 2 * PADDING;
  const height = rows.length * CHARACTER.height + 2 * PADDING;
  // textLength gives every font the same width.
  const texts = rows.map((row, index) => {
    const y = PADDING + (index + 0.75) * CHARACTER.height;
    const length = Array.from(row).length * CHARACTER.width;
    return `<text x="${PADDING}" y="${y}" textLength="${length}" xml:space="preserve">${escaped(row)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="#e6edf3">
<rect width="100%" height="100%" rx="8" fill="#161b22"/>
${texts.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
