/**
 * Mutation tests: each file of lib/ with the tests that are written for it.
 *
 * Every synthesis evaluates every rule, so nearly every test covers nearly every mutant: with all tests, a run takes most
 * of a day. The tests of a file are the stricter measure, and take up to two hours.
 *
 * `npm run test:mutation -- rules/mfa provider` runs a part.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import config from '../stryker.config.mjs';

/** The minimum percentage of mutants that must be detected. */
const MIN_SCORE = 90;
const REPORT = 'reports/mutation/mutation.json';

/** Files, and the tests that are written for them. */
const GROUPS = {
  '{acknowledgements,waivers}': ['acknowledgements', 'guardrails/waivers'],
  duration: ['duration'],
  'guardrails/{custom-rules,organization-view}': ['guardrails/custom-rules'],
  'guardrails/{evaluation,waiver-matching}': [
    'guardrails/evaluation',
    'guardrails/scopes',
    'guardrails/waivers',
    'guardrails/custom-rules',
    'guardrails/table',
  ],
  'guardrails/guardrails-table': ['guardrails/table', 'guardrails/evaluation'],
  'guardrails/limits': ['guardrails/limits'],
  'guardrails/patterns': ['guardrails/patterns', 'guardrails/table'],
  'organization-{blueprint,guardrails}': ['organization-blueprint', 'guardrails/scopes', 'guardrails/limits'],
  'organization-report': ['report/organization-report'],
  'provider/{attributes,fragments,organization-resource}': [
    'provider/hcl',
    'provider/organization-resource',
    'provider/provider-version',
    'provider/adoption',
    'rules/escape-hatches',
    'rules/identity',
    'zero-trust-organization',
  ],
  'provider/hcl': ['provider/hcl'],
  'provider/{adoption,arguments,plan-time}': ['provider/adoption', 'provider/organization-resource'],
  'provider/bindings': ['provider/bindings'],
  'provider/{blocks,overrides}': ['provider/overrides', 'provider/written-resource', 'rules/escape-hatches'],
  'provider/{expressions,live-*}': ['provider/live-checks'],
  'provider/provider-reference': ['provider/provider-reference'],
  'provider/provider-version': ['provider/provider-version'],
  'provider/rendered-settings': [
    'provider/rendered-settings',
    'provider/written-resource',
    'rules/escape-hatches',
    'guardrails/evaluation',
    'guardrails/scopes',
    'organization-blueprint',
  ],
  'provider/version-constraints': ['provider/version-constraints'],
  'report/build-report': ['report/organization-report'],
  'report/html-page': ['report/html-page'],
  'report/page/!(script|style)': ['report/html-page', 'report/page/*'],
  'rules/access': ['rules/access', 'rules/table'],
  'rules/adoption': [
    'rules/adoption',
    'rules/table',
    'provider/provider-version',
    'provider/adoption',
    'provider/provider-reference',
  ],
  'rules/appearance': ['rules/appearance', 'rules/table'],
  'rules/escape-hatches': ['rules/escape-hatches', 'rules/table'],
  'rules/free-text': ['rules/free-text', 'rules/table'],
  'rules/identity': ['rules/identity', 'rules/table'],
  'rules/{index,rule}': [
    'provider/adoption',
    'rules/table',
    'rules/free-text',
    'rules/mfa',
    'rules/identity',
    'organization-blueprint',
  ],
  'rules/live-checks': ['rules/table', 'provider/live-checks'],
  'rules/management': ['rules/management', 'rules/adoption', 'rules/table', 'organization-blueprint'],
  'rules/mfa': ['rules/mfa', 'rules/table'],
  'rules/sessions': ['rules/sessions', 'rules/table'],
  'settings/{declared-settings,provenance}': ['organization-blueprint'],
  'settings/{effective-settings,mfa-presets}': ['zero-trust-organization', 'rules/access'],
  'settings/{organization-shapes,settings-table}': ['values/shapes', 'provider/contract'],
  'synth/*': [
    'synth/stack-evaluation',
    'synth/aspects',
    'synth/exceptions',
    'synth/reporting',
    'guardrails/scopes',
    'guardrails/waivers',
    'rules/identity',
  ],
  'values/cloudflare-ids': ['values/cloudflare-ids'],
  'values/identifiers': ['rules/identity'],
  'values/colors': ['rules/appearance', 'report/page/login-page'],
  'values/go-duration': ['values/go-duration', 'rules/sessions'],
  'values/messages': ['values/messages'],
  'values/shapes': ['values/shapes', 'copied-props'],
  'values/suggestions': ['values/suggestions'],
  'values/{state,structs,unresolved}': ['values/structs', 'values/unresolved', 'provider/provider-version'],
  'values/team-domains': ['rules/identity', 'guardrails/patterns'],
  'values/templates': ['values/templates', 'rules/free-text'],
  'zero-trust-organization': ['zero-trust-organization', 'provider/organization-resource'],
};

/** The states of a mutant that count: detected ones and others. */
const FOUND = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

async function main() {
  const wanted = process.argv.slice(2);
  const results = [];
  for (const [files, tests] of Object.entries(GROUPS)) {
    if (wanted.length === 0 || wanted.some((part) => files.includes(part))) {
      const mutants = await new Stryker({
        ...config,
        mutate: [`lib/${files}.ts`],
        jest: {
          configFile: 'jest.config.cjs',
          config: { testMatch: tests.map((test) => `<rootDir>/test/${test}.test.ts`) },
          enableFindRelatedTests: false,
        },
        reporters: ['progress-append-only'],
        logLevel: 'warn',
      }).runMutationTest();
      results.push(...mutants);
      console.log(`${files}: ${score(mutants)}`);
    }
  }
  report(results);
}

function score(mutants) {
  const found = mutants.filter(({ status }) => FOUND.includes(status)).length;
  const missed = mutants.filter(({ status }) => MISSED.includes(status)).length;
  return `${percentage(mutants).toFixed(1)} % (${found} of ${found + missed})`;
}

function percentage(mutants) {
  const counted = mutants.filter(({ status }) => [...FOUND, ...MISSED].includes(status));
  return (100 * counted.filter(({ status }) => FOUND.includes(status)).length) / Math.max(1, counted.length);
}

/** Writes the mutants that were not detected, and fails below the minimum score. */
function report(results) {
  const missed = results
    .filter(({ status }) => MISSED.includes(status))
    .map(({ fileName, location, mutatorName, replacement, status }) => ({
      file: fileName.slice(fileName.lastIndexOf('lib/')),
      line: location.start.line,
      mutatorName,
      replacement,
      status,
    }));
  mkdirSync('reports/mutation', { recursive: true });
  writeFileSync(REPORT, JSON.stringify({ score: percentage(results), mutants: results.length, missed }, null, 2));
  console.log(`lib/: ${score(results)}; undetected mutants are in ${REPORT}`);
  if (percentage(results) < MIN_SCORE) {
    console.error(`the minimum is ${MIN_SCORE} %`);
    process.exitCode = 1;
  }
}

await main();
