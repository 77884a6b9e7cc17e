import { statSync } from 'node:fs';
import { join } from 'node:path';
import { GUARDRAILS } from '../lib/guardrails/guardrails-table';
import { RULES } from '../lib/rules';
import { ATTRIBUTES } from '../lib/settings/settings-table';
import { GUIDES, outputsOf, PROJECT, run, type Shown, textOf } from './pages';

interface Written {
  readonly import: unknown;
  readonly resource: unknown;
  readonly terraform: { readonly required_providers: unknown };
}

describe('the README', () => {
  test('shows all that its first example renders, except for the provider and the backend', () => {
    const output = outputsOf('README.md').find(({ kind }) => kind === 'rendered') as Shown;
    const text = run(output).files['stacks/quickstart/cdk.tf.json'] as string;
    const written = JSON.parse(text, (key, value: unknown) => (key === '//' ? undefined : value)) as Written;
    const { import: imports, resource, terraform } = written;
    const { required_providers } = terraform;
    expect({ import: imports, resource, terraform: { required_providers } }).toEqual(JSON.parse(output.text));
  });

  test('has small images of this repository, at addresses that registries can show', () => {
    const images = [...textOf('README.md').matchAll(/!\[[^\]]+\]\((\S+?\/main\/(docs\/images\/\S+))\)/g)];
    expect(images).toHaveLength(2);
    for (const [, url, file = ''] of images) {
      expect(url).toMatch(/^https:\/\/raw\.githubusercontent\.com\//);
      expect(statSync(join(PROJECT, file)).size).toBeLessThanOrEqual(100_000);
    }
  });

  test('has at most 200 lines', () => {
    expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(201);
  });
});

describe('the pages', () => {
  /** Ids of messages about exceptions and about the app, which are neither rules nor guardrails. */
  const OTHER_IDS = [
    'acknowledgement-unused',
    'validation-skipped',
    'waiver-ends-soon',
    'waiver-guardrail',
    'waiver-unused',
  ];
  const IDS = [...RULES, ...GUARDRAILS].map(({ id }) => id).concat(OTHER_IDS, 'prop-type', 'prop-unknown');

  test('name only rules and guardrails that exist', () => {
    const named = GUIDES.flatMap((page) => {
      const text = textOf(page);
      const symptoms = [...text.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell = '']) => [
        ...cell.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g),
      ]);
      const references = [...text.matchAll(/\((?:rule|warning|error) `([\w-]+)`\)/g)];
      return [...symptoms, ...references].map(([, id = '']) => `${page}: ${id}`);
    });
    const unknown = named.filter((name) => !IDS.some((id) => name.endsWith(`: ${id}`)));
    const isPackage = (name: string): boolean => /: (ajv-formats|cdkt[fn]-|fastest-levenshtein|ts-node)/.test(name);
    expect(unknown.filter((name) => !isPackage(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });

  test('list the ids that are not in the tables of rules and guardrails', () => {
    expect(OTHER_IDS.filter((id) => !textOf('docs/rules.md').includes(`\`${id}\``))).toEqual([]);
  });

  test('name every setting', () => {
    const props = ATTRIBUTES.map(({ prop }) => prop.split('.')[0] as string);
    expect(props.filter((prop) => !textOf('docs/settings.md').includes(`\`${prop}\``))).toEqual([]);
  });
});
