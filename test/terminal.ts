/** What a person sees in a terminal: apps with mistakes, and properties of the output of the commands that run them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Waivers } from '../lib';

/** The app of the fleet, which renders a stack per organization of its file. */
export const FLEET_APP = join('examples', 'fleet', 'main.ts');

/** A full window of a laptop. */
const SCREEN = { rows: 50, columns: 160 };

export interface Scenario {
  /** The organizations of the fleet, as YAML. */
  readonly organizations: readonly string[];
  /** The start of each message, in the order of the stacks. */
  readonly findings: readonly string[];
}

export const ONE_MISTAKE: Scenario = {
  organizations: [organization('europe', '5e9f4fad703c8b6d2e1a0f9b8c7d6e54', 'sessionDuration: 36h')],
  findings: ["[europe/Organization] sessionDuration '36h' exceeds the maximum of '24h'"],
};

export const TEN_MISTAKES: Scenario = {
  organizations: [
    organization(
      'europe',
      '5e9f4fad703c8b6d2e1a0f9b8c7d6e54',
      'sessionDuration: 30d',
      'userSeatExpirationInactiveTime: 1h',
      'mfa: { sessionDuration: 1d }',
      'loginDesign: { textColor: white, logoPath: logo.svg }',
    ),
    organization(
      'asia',
      '6fa050be814d9c7e3f2b1a0c9d8e7f65',
      'sessionDuration: 36h',
      'mfa: { allowedAuthenticators: [totp] }',
    ),
    organization(
      'africa',
      '81c272d0a36fbe904b4d3c2ebfa09187',
      'sessionDuration: 40h',
      'mfa: { sessionDuration: 48h }',
      'userSeatExpirationInactiveTime: 2h',
    ),
  ],
  findings: [
    "[europe/Organization] userSeatExpirationInactiveTime '1h'",
    "[europe/Organization] loginDesign.textColor 'white'",
    "[europe/Organization] loginDesign.logoPath 'logo.svg'",
    "[europe/Organization] sessionDuration '30d'",
    "[europe/Organization] mfa.sessionDuration '1d'",
    "[asia/Organization] sessionDuration '36h'",
    "[asia/Organization] mfa.allowedAuthenticators contains 'totp'",
    "[africa/Organization] userSeatExpirationInactiveTime '2h'",
    "[africa/Organization] sessionDuration '40h'",
    "[africa/Organization] mfa.sessionDuration '48h'",
  ],
};

export const WARNINGS: Scenario = {
  organizations: [
    organization('europe', '5e9f4fad703c8b6d2e1a0f9b8c7d6e54', 'sessionDuration: 20h'),
    organization('asia', '6fa050be814d9c7e3f2b1a0c9d8e7f65', 'sessionDuration: 21h'),
  ],
  findings: [
    "sessionDuration '20h' exceeds the maximum of '12h'",
    "sessionDuration '21h' exceeds the maximum of '12h'",
  ],
};

function organization(id: string, accountId: string, ...settings: readonly string[]): string {
  const lines = [
    `id: ${id}`,
    `accountId: ${accountId}`,
    'name: Widget',
    `authDomain: widget-${id}.cloudflareaccess.com`,
  ];
  return [`  - ${lines.join('\n    ')}`, '    settings:', ...settings.map((line) => `      ${line}`)].join('\n');
}

/** Writes the file of a scenario into a folder, and returns the variables with which the fleet reads it. */
export function variablesFor({ organizations }: Scenario, folder: string): NodeJS.ProcessEnv {
  const file = join(folder, 'organizations.yaml');
  writeFileSync(file, ['organizations:', ...organizations, ''].join('\n'));
  const today = { [Waivers.TODAY]: '2026-11-22' }; // the waivers of the example are valid
  return { FLEET_FILE: file, CDKTF_CONTEXT_JSON: JSON.stringify(today), CI: '1', FORCE_COLOR: '0', NO_COLOR: '1' };
}

/** How often each finding is in an output. */
export function occurrences(output: string, { findings }: Scenario): number[] {
  return findings.map((finding) => output.split(finding).length - 1);
}

/** Whether a person sees all of an output at once. */
export function fitsOnScreen(output: string): boolean {
  const lines = stripVTControlCharacters(output).trimEnd().split('\n');
  const rows = lines.map((line) => Math.max(1, Math.ceil(line.length / SCREEN.columns)));
  return rows.reduce((sum, each) => sum + each, 0) < SCREEN.rows;
}

/** The lines of an output, without indentation and empty lines. */
export function linesOf(output: string): string[] {
  const lines = stripVTControlCharacters(output).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The outputs that docs/troubleshooting.md shows, in order. */
export function shownOutputs(): string[] {
  const page = readFileSync(join(__dirname, '..', 'docs', 'troubleshooting.md'), 'utf8');
  return [...page.matchAll(/^```text command\n(.*?)^```$/gms)].map(([, block = '']) => block);
}
