/**
 * Mutation tests: each file of lib/ against the tests that are written for it.
 *
 * Every organization that is synthesized runs every rule, so that nearly every test covers nearly every mutant: with
 * all tests for each of them a run takes most of a day. A file's own tests are the stricter measure, and take two
 * hours at most.
 *
 * `npm run test:mutation -- rules/mfa provider` runs a part.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import config from '../stryker.config.mjs';

/** The least share of mutants that must be found, in per cent. */
const LEAST = 90;
const REPORT = 'reports/mutation/mutation.json';

/** Files, and the tests that are written for them. */
const GROUPS = {
  'rules/access': ['rules/access'],
  'rules/adoption': ['rules/adoption', 'provider/version-pin'],
  'rules/appearance': ['rules/appearance'],
  'rules/free-text': ['rules/free-text'],
  'rules/go-duration': ['rules/go-duration', 'rules/sessions'],
  'rules/identity': ['rules/identity', 'inspection'],
  'rules/mfa': ['rules/mfa'],
  'rules/sessions': ['rules/sessions'],
  'rules/shape': ['rules/shape'],
  'rules/{index,rule,text}': ['rules/free-text', 'rules/shape', 'inspection'],
  'provider/{attributes,organization-resource}': ['provider/hcl', 'provider/version-pin', 'zero-trust-organization'],
  'provider/hcl': ['provider/hcl'],
  'provider/version-pin': ['provider/version-pin'],
  'provider/versions': ['provider/versions'],
  duration: ['duration'],
  '{acknowledgements,inspection}': ['acknowledgements', 'inspection'],
  '{layers,once,organization-blueprint,provenance,refuse}': ['organization-blueprint'],
  '{stack-checks,warn-once}': ['inspection', 'guardrails/scopes'],
  'rules/contrast': ['rules/appearance', 'report/page'],
  'rules/guardrails': ['guardrails/table'],
  'guardrails/{guardrail-inspection,judgement,organization-guardrails}': [
    'guardrails/scopes',
    'guardrails/table',
    'guardrails/waivers',
    'report/organization-report',
  ],
  'guardrails/waivers': ['guardrails/waivers'],
  'provider/rendered-settings': ['guardrails/table', 'guardrails/scopes', 'organization-blueprint'],
  'report/{build,organization-report}': ['report/organization-report'],
  'report/page': ['report/page'],
  '{canonical,defaults,map-values,mfa,organization-props,unknown,zero-trust-organization}': [
    'zero-trust-organization',
    'duration',
    'rules/sessions',
  ],
};

/** The states of a mutant that count: those that tests found, and those that they did not. */
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

/** Writes what was missed, and fails below the least share. */
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
  console.log(`lib/: ${score(results)}; what was missed is in ${REPORT}`);
  if (percentage(results) < LEAST) {
    console.error(`the least is ${LEAST} %`);
    process.exitCode = 1;
  }
}

await main();
