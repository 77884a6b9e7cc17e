import { Annotations, Aspects, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isAcknowledged } from './acknowledgements';
import type { EffectiveSettings } from './defaults';
import type { ZeroTrustOrganizationProps } from './organization-props';
import type { OrganizationResource } from './provider/organization-resource';
import { pinStatement, settleProviderVersion } from './provider/version-pin';
import { type Problem, problemsOf } from './rules';
import type { Severity } from './rules/rule';
import { isUnknown } from './unknown';

/** An organization, as the rules see it. */
export interface Inspected {
  readonly construct: IConstruct;
  readonly given: ZeroTrustOrganizationProps;
  readonly effective: EffectiveSettings;
  readonly resource: OrganizationResource;
}

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
  private readonly warned = new Set<string>();
  private readonly found = new Map<Inspected, readonly Problem[]>();
  private reportedOthers = false;

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
  }

  public add(inspected: Inspected): void {
    this.inspected.push(inspected);
    inspected.construct.node.addValidation({ validate: () => this.validate(inspected) });
  }

  private prepare(): void {
    this.reportedOthers = false;
    this.settle();
    for (const inspected of this.inspected) {
      this.found.set(inspected, this.problems(inspected));
      for (const message of this.messages(inspected, (severity) => severity === 'warning')) {
        this.warn(inspected.construct, message);
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

  /** Annotations cannot be taken back, and a stack can be synthesized twice. */
  private warn(construct: IConstruct, message: string): void {
    const key = `${construct.node.path}\n${message}`;
    if (!this.warned.has(key)) {
      this.warned.add(key);
      Annotations.of(construct).addWarning(message);
    }
  }

  private validate(inspected: Inspected): string[] {
    const own = this.errors(inspected);
    if (own.length === 0 || this.reportedOthers) {
      return own;
    }
    // CDKTF stops at the first stack with errors: those of the other stacks come along with it.
    this.reportedOthers = true;
    const others = [...this.organizations.byStack.values()].filter((inspection) => inspection !== this);
    return [...own, ...others.flatMap((inspection) => inspection.allErrors())];
  }

  private allErrors(): string[] {
    this.settle();
    this.found.clear(); // from an earlier synthesis
    return this.inspected.flatMap((inspected) =>
      this.errors(inspected).map((message) => `also [${inspected.construct.node.path}] ${message}`),
    );
  }

  private errors(inspected: Inspected): string[] {
    return this.messages(inspected, (severity) => severity !== 'warning');
  }

  /** The messages of some severities, without those that were acknowledged. */
  private messages(inspected: Inspected, wanted: (severity: Severity) => boolean): string[] {
    const problems = this.found.get(inspected) ?? this.problems(inspected);
    return problems
      .filter(({ severity }) => wanted(severity))
      .filter(({ severity, rule }) => severity === 'hard' || !isAcknowledged(inspected.construct, rule))
      .map(({ message }) => message);
  }

  private problems({ construct, given, effective, resource }: Inspected): Problem[] {
    const sameAccount = this.organizations.byAccount.get(given.accountId ?? '') ?? [];
    const twins = sameAccount.slice(0, NAMED_TWINS + 1).filter((other) => other.construct !== construct);
    const { constraint, unmet, unprotected } = resource.versionFit();
    return problemsOf({
      given,
      effective,
      isUnknown,
      address: resource.address(),
      twins: twins.slice(0, NAMED_TWINS).map((twin) => twin.construct.node.path),
      provider: { constraint, unmet, unprotected, pinStatement },
    });
  }
}
