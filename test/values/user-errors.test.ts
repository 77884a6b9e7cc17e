import { join, sep } from 'node:path';
import {
  Acknowledgements,
  Duration,
  OrganizationBlueprint,
  OrganizationGuardrails,
  OrganizationReport,
  Waivers,
  ZeroTrustOrganization,
} from '../../lib';
import { userError } from '../../lib/values/messages';
import { PROPS, stackWithProvider } from '../organization';

const LIBRARY = join(__dirname, '..', '..', 'lib') + sep;

const MISSPELLED = { ...PROPS, nmae: 'Widget Corp' };

function thrownBy(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

const NODE_FRAME = '    at Module._compile (node:internal/modules/cjs/loader:1521:14)';

function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => line.startsWith('    at '));
}

describe('the stack of an error begins with the code that calls', () => {
  test.each<[string, () => unknown]>([
    ['new ZeroTrustOrganization', () => new ZeroTrustOrganization(stackWithProvider(), 'Organization', MISSPELLED)],
    [
      'ZeroTrustOrganization.fromAccountId',
      () => ZeroTrustOrganization.fromAccountId(stackWithProvider(), 'Organization', 'none'),
    ],
    ['new OrganizationBlueprint', () => new OrganizationBlueprint({ name: '' })],
    [
      'OrganizationBlueprint.organization',
      () =>
        new OrganizationBlueprint({ name: 'company' }).organization(stackWithProvider(), 'Organization', MISSPELLED),
    ],
    ['OrganizationBlueprint.extend', () => new OrganizationBlueprint({ name: 'company' }).extend({ name: '' })],
    [
      'OrganizationBlueprint.organization with another blueprint',
      () => {
        const blueprint = new OrganizationBlueprint({ name: 'other' });
        new OrganizationBlueprint({ name: 'company' }).organization(stackWithProvider(), 'O', { ...PROPS, blueprint });
      },
    ],
    [
      'OrganizationBlueprint.extend with another base',
      () => {
        const base = new OrganizationBlueprint({ name: 'other' });
        new OrganizationBlueprint({ name: 'company' }).extend({ name: 'child', base });
      },
    ],
    ['new OrganizationGuardrails', () => new OrganizationGuardrails({ name: '' })],
    ['new OrganizationReport', () => new OrganizationReport(stackWithProvider().node.root as never, { fileName: '/' })],
    [
      'Acknowledgements.add with an unknown rule',
      () => {
        Acknowledgements.of(stackWithProvider()).add({ rule: 'none', reason: 'PLAT-42' });
      },
    ],
    [
      'Acknowledgements.add with a hard error',
      () => {
        Acknowledgements.of(stackWithProvider()).add({ rule: 'name-blank', reason: 'PLAT-42' });
      },
    ],
    [
      'Waivers.add without props',
      () => {
        Waivers.of(stackWithProvider()).add(undefined as never);
      },
    ],
    [
      'Waivers.add with a blank reason',
      () => {
        Waivers.of(stackWithProvider()).add({ guardrail: 'lock-required', reason: '' });
      },
    ],
    [
      'Waivers.add with a rule',
      () => {
        Waivers.of(stackWithProvider()).add({ guardrail: 'session-duration', reason: 'PLAT-42' });
      },
    ],
    [
      'Waivers.add without a guardrail',
      () => {
        Waivers.of(stackWithProvider()).add({ guardrail: '', reason: 'PLAT-42' });
      },
    ],
    [
      'Waivers.add with an invalid date',
      () => {
        Waivers.of(stackWithProvider()).add({ guardrail: 'lock-required', reason: 'PLAT-42', expires: 'never' });
      },
    ],
    ['Duration.hours', () => Duration.hours(-1)],
  ])('%s', (_, call) => {
    const error = thrownBy(call);
    const frames = framesOf(error);
    expect(frames[0]).toContain(__filename);
    expect(frames.filter((frame) => frame.includes(LIBRARY))).toEqual([]);
  });
});

test('the stack of an error contains its message, even if that resembles a frame', () => {
  const message = `a\n    at add (${LIBRARY}values/messages.ts:1:1)`;
  expect(userError(message).stack).toMatch(`Error: ${message}\n    at `);
});

describe('the stack of an error is not changed', () => {
  const { stackTraceLimit } = Error;

  afterEach(() => {
    Error.stackTraceLimit = stackTraceLimit;
    Reflect.deleteProperty(Error, 'prepareStackTrace');
  });

  test('if it has no frames', () => {
    Error.stackTraceLimit = 0;
    expect(userError('a').stack).toBe('Error: a');
  });

  test('if the app is bundled into one file, whose frames are all alike', () => {
    const frames = ['    at userError (/app/bundle.js:1:1)', '    at main (/app/bundle.js:2:1)', NODE_FRAME];
    Error.prepareStackTrace = (error) => [String(error), ...frames].join('\n');
    expect(framesOf(userError('a'))).toEqual(frames);
  });
});

describe('the stack of an error in a bundle has neither frames of the bundle nor of Node.js', () => {
  afterEach(() => {
    Reflect.deleteProperty(Error, 'prepareStackTrace');
  });

  test.each([
    ['on Linux', '/app/node_modules/cdktf-cloudflare-zero-trust/dist/index.js', '/app/main.ts'],
    ['on Windows', 'C:\\app\\node_modules\\cdktf-cloudflare-zero-trust\\dist\\index.js', 'C:\\app\\main.ts'],
    ['as an ES module', 'file:///app/zero-trust/dist/index.js', 'file:///app/main.ts'],
  ])('%s', (_, bundle, main) => {
    const own = [`    at userError (${bundle}:1:1)`, `    at new ZeroTrustOrganization (${bundle}:2:1)`];
    const user = [`    at <anonymous> (${main}:8:3)`, `    at ${main}:12:1`];
    Error.prepareStackTrace = (error) => [String(error), ...own, ...user, NODE_FRAME].join('\n');
    expect(framesOf(userError('a'))).toEqual(user);
  });
});
