/** The messages of the library that the pages quote under "Troubleshooting". */
import { Testing } from 'cdktf';
import {
  type IOrganizationRule,
  OrganizationBlueprint,
  OrganizationGuardrails,
  type OrganizationGuardrailsProps,
  OrganizationReport,
  type Waiver,
  Waivers,
  ZeroTrustOrganization,
} from '../lib';
import { errors, organization, PROPS, stackWithProvider } from './organization';
import { textOf } from './pages';

const WAIVER: Waiver = { guardrail: 'max-session-duration', reason: 'PLAT-42' };

/** What is wrong, as a program without the type checker could write it. */
function waive(wrong: object): string[] {
  const construct = organization();
  Waivers.of(construct).add({ ...WAIVER, ...wrong });
  return errors(construct);
}

function waiveOn(today: string): string[] {
  const app = Testing.app({ context: { [Waivers.TODAY]: today } });
  const construct = new ZeroTrustOrganization(stackWithProvider(app), 'Organization', PROPS);
  Waivers.of(construct).add(WAIVER);
  return errors(construct);
}

function guard(props: Partial<OrganizationGuardrailsProps>): string[] {
  const construct = organization();
  new OrganizationGuardrails({ name: 'baseline', ...props }).applyTo(construct);
  return errors(construct);
}

function blueprintOrganization(): ZeroTrustOrganization {
  const labs = new OrganizationBlueprint({ name: 'labs' });
  const company = new OrganizationBlueprint({ name: 'company' });
  const props = { ...PROPS, blueprint: labs };
  return company.organization(stackWithProvider(), 'Organization', props);
}

function reportTo(fileName: string): OrganizationReport {
  return new OrganizationReport(Testing.app(), { fileName });
}

const FAILING_RULE: IOrganizationRule = {
  id: 'failing',
  statement: 'Always fails',
  check: () => {
    throw new Error('a mistake in the rule');
  },
};

const QUOTED: readonly (readonly [page: string, message: string, cause: () => unknown])[] = [
  ['waivers', "guardrail 'max-sesion-duration' does not exist", () => waive({ guardrail: 'max-sesion-duration' })],
  ['waivers', 'until is not a property of Waiver', () => waive({ until: '2027-12-31' })],
  ['waivers', "reason ' ' is blank", () => waive({ reason: ' ' })],
  ['waivers', "expires '31.12.2027' is not a date", () => waive({ expires: '31.12.2027' })],
  ['waivers', `Context ${Waivers.TODAY} 'tomorrow' is not a date`, () => waiveOn('tomorrow')],
  [
    'blueprints',
    'settings.accountId is not a property of settings',
    () => new OrganizationBlueprint({ name: 'labs', settings: { ...PROPS } }),
  ],
  ['blueprints', "blueprint 'labs' contradicts blueprint 'company'", blueprintOrganization],
  ['guardrails', "rule '…' of guardrails '…' failed", () => guard({ rules: [FAILING_RULE] })],
  ['guardrails', 'Invalid props of OrganizationGuardrails', () => guard({ minMfaSessionDuration: '721h' })],
  ['guardrails', 'is not given', () => guard({ seatExpirationRequired: true })],
  ['report', "fileName 'a/b' is not a valid file name", () => reportTo('a/b')],
  ['report', "fileName 'manifest' is the name of CDKTF's manifest.json", () => reportTo('manifest')],
];

/** The errors that a function returns or throws. */
function messagesOf(cause: () => unknown): string {
  try {
    return String(cause());
  } catch (error) {
    return String(error);
  }
}

test.each(QUOTED)('docs/%s.md quotes %s', (page, message, cause) => {
  expect(textOf(`docs/${page}.md`)).toContain(`\`${message}\``);
  const parts = message.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  expect(messagesOf(cause)).toMatch(new RegExp(parts.join('.*')));
});
