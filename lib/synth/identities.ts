import { type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isMovedAway } from '../provider/adoption';
import { isOrganizationResource } from '../provider/fragments';
import { identityOf } from '../provider/rendered-settings';

/** The most collisions that a message names. */
const MAX_OTHERS = 3;

/**
 * What identifies the organization of a resource, and the keys with which it is found; undefined if unresolved. A
 * resource that was moved away has none, because it collides with no other.
 */
interface Entry {
  readonly resource: TerraformResource;
  readonly accountId?: string;
  readonly account?: string;
  readonly domain?: string;
  readonly address?: string;
}

/** The identities of all organizations of an app, to find those that collide. */
export class Identities {
  private readonly byStack = new Map<TerraformStack, readonly Entry[]>();
  private readonly byResource = new Map<TerraformResource, Entry>();
  private readonly byKey = new Map<string, Set<Entry>>();

  public constructor(private readonly root: IConstruct) {}

  /** Reads the identities in a stack again, and those of all other stacks the first time. */
  public update(stack: TerraformStack): void {
    for (const each of this.byStack.size === 0 ? stacksIn(this.root) : [stack]) {
      for (const entry of this.byStack.get(each) ?? []) {
        for (const key of keysOf(entry)) {
          this.byKey.get(key)?.delete(entry);
        }
      }
      const entries = entriesIn(each);
      this.byStack.set(each, entries);
      for (const entry of entries) {
        this.byResource.set(entry.resource, entry);
        for (const key of keysOf(entry)) {
          this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(entry));
        }
      }
    }
  }

  /** The organizations' resources of a stack when its identities were read. */
  public resourcesOf(stack: TerraformStack): TerraformResource[] {
    return (this.byStack.get(stack) ?? []).map(({ resource }) => resource);
  }

  /** Other resources with the same account id. */
  public sameAccount(resource: TerraformResource): TerraformResource[] {
    return this.others(resource, 'account');
  }

  /** Resources of other accounts with the same login domain. An unknown account can be the same one. */
  public sameDomain(resource: TerraformResource): TerraformResource[] {
    return this.others(
      resource,
      'domain',
      (own, other) => own.accountId !== undefined && other.accountId !== undefined && other.accountId !== own.accountId,
    );
  }

  /** Other resources with the same address in the stack. */
  public sameAddress(resource: TerraformResource): TerraformResource[] {
    return this.others(resource, 'address');
  }

  private others(
    resource: TerraformResource,
    key: 'account' | 'address' | 'domain',
    isRelevant: (own: Entry, other: Entry) => boolean = () => true,
  ): TerraformResource[] {
    const own = this.byResource.get(resource) as Entry; // `update` has read all stacks
    const found: TerraformResource[] = [];
    for (const other of this.byKey.get(own[key] ?? '') ?? []) {
      if (other !== own && isRelevant(own, other)) {
        found.push(other.resource);
      }
      if (found.length === MAX_OTHERS) {
        break;
      }
    }
    return found;
  }
}

function keysOf({ account, domain, address }: Entry): string[] {
  return [account, domain, address].filter((key) => key !== undefined);
}

/** The stacks at and below a scope. */
export function stacksIn(scope: IConstruct): TerraformStack[] {
  return scope.node.findAll().filter((node) => TerraformStack.isStack(node));
}

/** The organizations of a stack, without those of nested stacks. */
function entriesIn(stack: TerraformStack): Entry[] {
  const { path } = stack.node;
  return stack.node
    .findAll()
    .filter(isOrganizationResource)
    .filter((resource) => TerraformStack.of(resource) === stack)
    .map((resource) => {
      if (isMovedAway(resource)) {
        return { resource };
      }
      const { accountId, authDomain, address } = identityOf(resource);
      return {
        resource,
        accountId,
        account: keyOf('account', accountId),
        domain: keyOf('domain', authDomain),
        address: `address ${path} ${address}`,
      };
    });
}

function keyOf(kind: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${kind} ${value}`;
}
