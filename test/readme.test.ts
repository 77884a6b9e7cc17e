import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { transformSync } from '@swc/core';
import { RULES } from '../lib/rules';
import { ATTRIBUTES } from '../lib/settings/settings-table';

const PROJECT = join(__dirname, '..');
const README = readFileSync(join(PROJECT, 'README.md'), 'utf8');

function page(name: string): string {
  return readFileSync(join(PROJECT, 'docs', `${name}.md`), 'utf8');
}

/** The code blocks of a language. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map((match) => match[1] as string);
}

interface Written {
  readonly import: unknown;
  readonly resource: unknown;
  readonly terraform: { readonly required_providers: unknown };
}

/** Terraform JSON without CDKTF's comments. */
function withoutMetadata(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json, (key, value: unknown) => (key === '//' ? undefined : value)));
}

describe('the README', () => {
  test('its first example renders what it says', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'organization-'));
    process.env.CDKTF_OUTDIR = outdir;
    try {
      const { code } = transformSync(blocks('ts')[0] as string, {
        jsc: { parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      });
      runInNewContext(code, { exports: {}, require });
      const file = join(outdir, 'stacks', 'quickstart', 'cdk.tf.json');
      const {
        import: imports,
        resource,
        terraform,
      } = withoutMetadata(JSON.parse(readFileSync(file, 'utf8'))) as Written;
      const { required_providers } = terraform;
      expect({ import: imports, resource, terraform: { required_providers } }).toEqual(
        JSON.parse(blocks('json rendered')[0] as string),
      );
    } finally {
      delete process.env.CDKTF_OUTDIR;
      rmSync(outdir, { recursive: true });
    }
  });

  test('it has at most 200 lines', () => {
    expect(README.split('\n').length).toBeLessThanOrEqual(201);
  });
});

describe('the pages that it links', () => {
  test('name only rules that exist', () => {
    const ids = RULES.map(({ id }) => id);
    const named = [...page('troubleshooting').matchAll(/\(rule `([\w-]+)`\)|rule: '([\w-]+)'/g)].map(
      (match) => match[1] ?? match[2],
    );
    expect(named.filter((id) => !ids.includes(id as string))).toEqual([]);
    expect(named.length).toBeGreaterThan(2);
  });

  test('name every setting', () => {
    const props = ATTRIBUTES.map(({ prop }) => prop.split('.')[0] as string);
    expect(props.filter((prop) => !page('settings').includes(`\`${prop}\``))).toEqual([]);
  });
});
