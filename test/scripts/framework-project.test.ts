import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, projectFiles } from '../../scripts/copy-project';
import { onlyFor, renamed } from '../../scripts/framework-project';
import { CDKTF, CDKTN, FRAMEWORKS, selectedFrameworks } from '../../scripts/frameworks';

describe('for CDK Terrain', () => {
  test.each([
    ["import { App } from 'cdktf';", "import { App } from 'cdktn';"],
    ["from '@cdktf/provider-cloudflare/lib/provider'", "from '@cdktn/provider-cloudflare/lib/provider'"],
    ["from 'cdktf-cloudflare-zero-trust'", "from 'cdktn-cloudflare-zero-trust'"],
    ['from cdktf_cdktf_provider_cloudflare.provider', 'from cdktn_provider_cloudflare.provider'],
    ['import com.hashicorp.cdktf.App;', 'import io.cdktn.cdktn.App;'],
    ['com.hashicorp.cdktf.providers.cloudflare.provider', 'io.cdktn.providers.cloudflare.provider'],
    ['using HashiCorp.Cdktf.Providers.Cloudflare;', 'using Io.Cdktn.Providers.Cloudflare;'],
    ['"github.com/hashicorp/terraform-cdk-go/cdktf"', '"github.com/open-constructs/cdk-terrain-go/cdktn"'],
    [
      'github.com/cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust-go/cloudflarezerotrust',
      'github.com/cdktf-cloudflare-zero-trust/cdktn-cloudflare-zero-trust-go/cloudflarezerotrust',
    ],
    ['npx cdktf synth', 'npx cdktn synth'],
    ['CDKTF merges resources', 'CDK Terrain merges resources'],
  ])('%j becomes %j', (text, expected) => {
    expect(renamed(text, CDKTN)).toBe(expected);
  });

  test.each([
    ['cdktf.json and cdktf.out, which keep their names'],
    ["type === '@cdktf/warn'"],
    ['CDKTF_OUTDIR'],
    ['[Leave](docs/leave-cdktf.md), a link that npm shows relative to the repository'],
    ['https://github.com/cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust/commits/main'],
    ['<groupId>io.github.cdktf-cloudflare-zero-trust</groupId>'],
  ])('%j stays', (text) => {
    expect(renamed(text, CDKTN)).toBe(text);
  });

  test('no name of CDKTF is left in the library, its examples and its documentation', () => {
    const published = projectFiles().filter(
      (file) => /^(lib|examples|docs|README|CHANGELOG|package\.json)/.test(file) && !file.includes('move-to-'),
    );
    expect(published.length).toBeGreaterThan(100);
    const intended = Object.values(CDKTN.names).filter((name) => name.includes('cdktf'));
    const left = published.filter((file) => {
      const text = renamed(onlyFor(readFileSync(join(PROJECT, file), 'utf8'), CDKTN), CDKTN);
      return /cdktf(?!_)/i.test(intended.reduce((rest, name) => rest.replaceAll(name, ''), text));
    });
    expect(left).toEqual([]);
  });
});

test('passages for another framework are removed from a page', () => {
  const page =
    'for all\n<!-- only cdktf -->\nfor CDKTF\n<!-- end -->\n<!-- only cdktn -->\nfor CDK Terrain\n<!-- end -->\n';
  expect(onlyFor(page, CDKTF)).toBe('for all\nfor CDKTF\n');
  expect(onlyFor(page, CDKTN)).toBe('for all\nfor CDK Terrain\n');
});

test('the arguments of a script select frameworks', () => {
  expect(selectedFrameworks([])).toEqual(FRAMEWORKS);
  expect(selectedFrameworks(['cdktn'])).toEqual([CDKTN]);
  expect(() => selectedFrameworks(['cdk'])).toThrow('cdk is not one of cdktf, cdktn.');
});
