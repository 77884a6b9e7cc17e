import { type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isMovedAway } from '../provider/adoption';
import { isOrganizationResource } from '../provider/fragments';
import { type Identity, identityOf } from '../provider/rendered-settings';

/** The most collisions that a message names. */
const MAX_OTHERS = 3;

/** The identity of a resource that was moved away, which collides with no other. */
const MOVED_AWAY: Identity = { address: '' };

/** The identities of all organizations of an app, to find those that collide. */
export class Identities {
  private readonly byStack = new Map<TerraformStack, readonly TerraformResource[]>();
  private readonly identities = new Map<TerraformResource, Identity>();
  private readonly byKey = new Map<string, Set<TerraformResource>>();

  public constructor(private readonly root: IConstruct) {}

  /** Reads the identities in a stack again, and those of all other stacks the first time. */
  public update(stack: TerraformStack): void {
    for (const each of this.byStack.size === 0 ? stacksIn(this.root) : [stack]) {
      for (const resource of this.byStack.get(each) ?? []) {
        for (const key of this.keysOf(resource)) {
          this.byKey.get(key)?.delete(resource);
        }
      }
      const resources = resourcesIn(each);
      this.byStack.set(each, resources);
      for (const resource of resources) {
        this.identities.set(resource, isMovedAway(resource) ? MOVED_AWAY : identityOf(resource));
        for (const key of this.keysOf(resource)) {
          this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(resource));
        }
      }
    }
  }

  /** Other resources with the same account id. */
  public sameAccount(resource: TerraformResource): TerraformResource[] {
    return this.others(resource, accountKey(this.of(resource)));
  }

  /** Resources of other accounts with the same login domain. An unknown account can be the same one. */
  public sameDomain(resource: TerraformResource): TerraformResource[] {
    const { accountId } = this.of(resource);
    return this.others(resource, domainKey(this.of(resource)), (other) => {
      const otherId = this.of(other).accountId;
      return accountId !== undefined && otherId !== undefined && otherId !== accountId;
    });
  }

  /** Other resources with the same address in the stack. */
  public sameAddress(resource: TerraformResource): TerraformResource[] {
    return this.others(resource, addressKey(resource, this.of(resource)));
  }

  private of(resource: TerraformResource): Identity {
    return this.identities.get(resource) as Identity; // `update` has read all stacks
  }

  private keysOf(resource: TerraformResource): string[] {
    const identity = this.of(resource);
    return [accountKey(identity), domainKey(identity), addressKey(resource, identity)].filter((key) => key !== '');
  }

  private others(
    resource: TerraformResource,
    key: string,
    isRelevant: (other: TerraformResource) => boolean = () => true,
  ): TerraformResource[] {
    const found: TerraformResource[] = [];
    for (const other of this.byKey.get(key) ?? []) {
      if (other !== resource && isRelevant(other)) {
        found.push(other);
      }
      if (found.length === MAX_OTHERS) {
        break;
      }
    }
    return found;
  }
}

function accountKey({ accountId }: Identity): string {
  return accountId === undefined ? '' : `account ${accountId}`;
}

function domainKey({ authDomain }: Identity): string {
  return authDomain === undefined ? '' : `domain ${authDomain}`;
}

function addressKey(resource: TerraformResource, { address }: Identity): string {
  return address === '' ? '' : `address ${TerraformStack.of(resource).node.path} ${address}`;
}

/** The stacks at and below a scope. */
export function stacksIn(scope: IConstruct): TerraformStack[] {
  return scope.node.findAll().filter((node) => TerraformStack.isStack(node));
}

/** The organizations' resources of a stack, without those of nested stacks. */
export function resourcesIn(stack: TerraformStack): TerraformResource[] {
  return stack.node
    .findAll()
    .filter(isOrganizationResource)
    .filter((resource) => TerraformStack.of(resource) === stack);
}
