import { Aspects, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { acknowledgementOf } from './acknowledgements';
import { guardrailErrors, watch } from './guardrails/guardrail-inspection';
import type { Inspected } from './inspected';
import { whoSays } from './layers';
import { addressOf } from './provider/rendered-settings';
import { pinStatement, settleProviderVersion } from './provider/version-pin';
import { type Problem, problemsOf } from './rules';
import type { Severity } from './rules/rule';
import { StackChecks } from './stack-checks';
import { isUnknown } from './unknown';
import { warnOnce } from './warn-once';

/** How many other organizations of the same account a message names. */
const NAMED_TWINS = 3;

/** The organizations of one app. */
interface Organizations {
  readonly byStack: Map<TerraformStack, StackInspection>;
  readonly byAccount: Map<string, Inspected[]>;
}

const ORGANIZATIONS = new WeakMap<IConstruct, Organizations>();

/**
 * Runs the rules when the stack is synthesized: risks become annotations, errors become validation errors, all
 * of the app's at once.
 */
export function inspectAtSynth(inspected: Inspected): void {
  const { construct, given } = inspected;
  const { root } = construct.node;
  const organizations: Organizations = ORGANIZATIONS.get(root) ?? { byStack: new Map(), byAccount: new Map() };
  ORGANIZATIONS.set(root, organizations);
  if (given.accountId !== undefined && !isUnknown(given.accountId)) {
    append(organizations.byAccount, given.accountId, inspected);
  }
  const stack = TerraformStack.of(construct);
  const inspection = organizations.byStack.get(stack) ?? new StackInspection(stack, organizations);
  organizations.byStack.set(stack, inspection);
  inspection.add(inspected);
}

/** What the rules find at an organization, whether it was acknowledged or not. */
export function problemsAt(inspected: Inspected): readonly Problem[] {
  const stack = TerraformStack.of(inspected.construct);
  return ORGANIZATIONS.get(stack.node.root)?.byStack.get(stack)?.problems(inspected) ?? [];
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [value]);
  } else {
    list.push(value);
  }
}

/** The organizations of one stack, and what is wrong with them. */
class StackInspection {
  private readonly inspected: Inspected[] = [];
  private readonly found = new Map<Inspected, readonly Problem[]>();
  private readonly checks: StackChecks;

  public constructor(
    private readonly stack: TerraformStack,
    private readonly organizations: Organizations,
  ) {
    // CDKTF visits the stack first, after everything is constructed and before anything is validated.
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack) {
          this.prepare();
        }
      },
    });
    this.checks = StackChecks.of(stack);
    this.checks.before(() => {
      this.settle();
      this.found.clear(); // from an earlier synthesis
    });
    watch(stack);
  }

  public add(inspected: Inspected): void {
    const { construct, resource } = inspected;
    this.inspected.push(inspected);
    this.checks.add({
      construct,
      errors: () => [
        ...this.messages(inspected, (severity) => severity !== 'warning'),
        ...guardrailErrors({ construct, resource, inspected }),
      ],
    });
  }

  public problems(inspected: Inspected): readonly Problem[] {
    return this.found.get(inspected) ?? this.check(inspected);
  }

  private prepare(): void {
    this.checks.begin();
    this.settle();
    for (const inspected of this.inspected) {
      this.found.set(inspected, this.check(inspected));
      for (const message of this.messages(inspected, (severity) => severity === 'warning')) {
        warnOnce(inspected.construct, message);
      }
    }
  }

  /** Decides the provider's version, which the rules look at. */
  private settle(): void {
    settleProviderVersion(
      this.stack,
      this.inspected.map(({ resource }) => resource.versionDemand()),
    );
  }

  /** The messages of some severities, without those that were acknowledged. */
  private messages(inspected: Inspected, wanted: (severity: Severity) => boolean): string[] {
    return this.problems(inspected)
      .filter(({ severity }) => wanted(severity))
      .filter(({ severity, rule }) => severity === 'hard' || acknowledgementOf(inspected.construct, rule) === undefined)
      .map(({ message }) => message);
  }

  private check({ construct, own, given, effective, resource }: Inspected): Problem[] {
    const sameAccount = this.organizations.byAccount.get(given.accountId ?? '') ?? [];
    const twins = sameAccount.slice(0, NAMED_TWINS + 1).filter((other) => other.construct !== construct);
    const { constraint, unmet, unprotected } = resource.versionFit();
    return problemsOf({
      own,
      given,
      effective,
      isUnknown,
      address: addressOf(resource),
      twins: twins.slice(0, NAMED_TWINS).map((twin) => twin.construct.node.path),
      provider: { constraint, unmet, unprotected, pinStatement },
      fixedBy: (setting) => given.blueprint?._fixedBy(setting),
      saying: (prop) => whoSays(own, given, prop),
    });
  }
}
