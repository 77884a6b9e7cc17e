import { type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { addressOf, attributesIn, isOrganizationResource, overridesOf } from '../provider/fragments';
import { isUnresolved } from '../values/unresolved';

/** What identifies the organization of a resource. */
interface Identity {
  readonly resource: TerraformResource;
  readonly accountId?: string;
  readonly authDomain?: string;
  readonly address: string;
}

/** The identities of all organizations of an app, to find those that collide. */
export class Identities {
  private readonly byStack = new Map<TerraformStack, readonly Identity[]>();
  private readonly byAccount = new Map<string, Set<Identity>>();
  private readonly byDomain = new Map<string, Set<Identity>>();
  private readonly byAddress = new Map<string, Set<Identity>>();

  public constructor(private readonly root: IConstruct) {}

  /** Reads the identities in a stack again, and those of all other stacks the first time. */
  public update(stack: TerraformStack): void {
    const stacks =
      this.byStack.size === 0 ? this.root.node.findAll().filter((node) => TerraformStack.isStack(node)) : [stack];
    for (const each of stacks) {
      for (const identity of this.byStack.get(each) ?? []) {
        this.change(each, identity, 'delete');
      }
      const identities = resourcesIn(each).map(identityOf);
      this.byStack.set(each, identities);
      for (const identity of identities) {
        this.change(each, identity, 'add');
      }
    }
  }

  private change(stack: TerraformStack, identity: Identity, method: 'add' | 'delete'): void {
    const { accountId, authDomain, address } = identity;
    setOf(this.byAccount, accountId)[method](identity);
    setOf(this.byDomain, authDomain)[method](identity);
    setOf(this.byAddress, `${stack.node.path} ${address}`)[method](identity);
  }

  /** Other resources with the same account id. */
  public sameAccount(resource: TerraformResource): TerraformResource[] {
    return others(this.byAccount, identityOf(resource).accountId, resource);
  }

  /** Resources of other accounts with the same login domain. An unknown account can be the same one. */
  public sameDomain(resource: TerraformResource): TerraformResource[] {
    const { authDomain, accountId } = identityOf(resource);
    return others(
      this.byDomain,
      authDomain,
      resource,
      (other) => accountId !== undefined && other.accountId !== undefined && other.accountId !== accountId,
    );
  }

  /** Other resources with the same address in the stack. */
  public sameAddress(resource: TerraformResource): TerraformResource[] {
    return others(this.byAddress, `${TerraformStack.of(resource).node.path} ${addressOf(resource)}`, resource);
  }
}

/** The organizations' resources of a stack, without those of nested stacks. */
export function resourcesIn(stack: TerraformStack): TerraformResource[] {
  return stack.node
    .findAll()
    .filter(isOrganizationResource)
    .filter((resource) => TerraformStack.of(resource) === stack);
}

/** Reads the inputs and overrides of a resource, which is faster than rendering it. */
function identityOf(resource: TerraformResource): Identity {
  const { accountIdInput, authDomainInput } = resource as {
    readonly accountIdInput?: string;
    readonly authDomainInput?: string;
  };
  const overrides = {
    ...(overridesOf(resource) as Readonly<Record<string, unknown>>),
    ...attributesIn(overridesOf(TerraformStack.of(resource)), resource),
  };
  return {
    resource,
    address: addressOf(resource),
    accountId: literal('account_id' in overrides ? overrides.account_id : accountIdInput),
    authDomain: isIgnored(resource, 'auth_domain')
      ? undefined
      : literal('auth_domain' in overrides ? overrides.auth_domain : authDomainInput),
  };
}

/** Whether the value in code is a placeholder, which is not sent. */
function isIgnored({ lifecycle }: TerraformResource, attribute: string): boolean {
  const { ignoreChanges = [] } = lifecycle ?? {};
  return ignoreChanges === 'all' || ignoreChanges.includes(attribute);
}

function literal(value: unknown): string | undefined {
  return typeof value === 'string' && !isUnresolved(value) ? value : undefined;
}

function setOf(sets: Map<string, Set<Identity>>, key: string | undefined): Set<Identity> {
  const set = sets.get(key ?? '') ?? new Set();
  if (key !== undefined) {
    sets.set(key, set);
  }
  return set;
}

/** The most collisions that a message names. */
const MAX_OTHERS = 3;

function others(
  sets: ReadonlyMap<string, ReadonlySet<Identity>>,
  key: string | undefined,
  resource: TerraformResource,
  isRelevant: (other: Identity) => boolean = () => true,
): TerraformResource[] {
  const found: TerraformResource[] = [];
  for (const other of sets.get(key ?? '') ?? []) {
    if (other.resource !== resource && isRelevant(other)) {
      found.push(other.resource);
    }
    if (found.length === MAX_OTHERS) {
      break;
    }
  }
  return found;
}
