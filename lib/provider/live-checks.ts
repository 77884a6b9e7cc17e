/** Live checks: data sources, locals and preconditions that compare an organization with its account at plan time. */
import { TerraformDataSource, type TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  type LiveCheck,
  type LiveCheckOptions,
  UnreadableHandling,
  type ZeroTrustOrganizationProps,
} from '../organization-props';
import type { RenderedSettings } from '../settings/provenance';
import { ATTRIBUTES, type Attribute, isSetting, keysOf, settingOf, settingRow } from '../settings/settings-table';
import { LateValue } from '../values/late-value';
import { isStruct, valueAt } from '../values/structs';
import { isFullyResolved, resolveTokens } from '../values/unresolved';
import { argumentOf } from './arguments';
import type { VersionRequirement } from './attributes';
import { blocksIn } from './blocks';
import { expressionOf, interpolate } from './expressions';
import { type Attributes, attributesIn, type Fragment, overridesOf } from './fragments';
import { hclResource } from './hcl';
import {
  type CheckedOrganization,
  LIVE_CHECKS,
  type LiveCheckRow,
  type LiveCondition,
  type LiveData,
} from './live-check-rows';
import { applyOverrides, hasOwnOverrides, mergeOverrides } from './overrides';
import { referencesIn } from './plan-time';
import { CLOUDFLARE } from './provider-version';
import { renderedSettings } from './rendered-settings';

/** The number of results that a data source reads at most. The provider's default is 1,000. */
const MAX_ITEMS = 10_000;

/** The live checks of an organization's resource. */
export class LiveChecks {
  /** Creates the checks of a resource and their data sources; undefined if there are none. */
  public static of(
    scope: Construct,
    resource: TerraformResource,
    props: ZeroTrustOrganizationProps,
  ): LiveChecks | undefined {
    const { liveChecks = [] } = props;
    return liveChecks.length === 0 ? undefined : new LiveChecks(scope, resource, props, [...new Set(liveChecks)]);
  }

  private readonly sources: ReadonlyMap<LiveData, LiveDataSource>;
  private latest?: Rendering;

  private constructor(
    scope: Construct,
    private readonly resource: TerraformResource,
    private readonly props: ZeroTrustOrganizationProps,
    private readonly names: readonly LiveCheck[],
  ) {
    const data = new Set(names.flatMap((name) => LIVE_CHECKS[name].data));
    this.sources = new Map(
      [...data].map((each) => [each, new LiveDataSource(scope, each, () => this.rendering.data.get(each))]),
    );
  }

  /** The provider versions that the checks require. */
  public get requirements(): VersionRequirement[] {
    return this.names.flatMap((name) => {
      const { since } = LIVE_CHECKS[name];
      return since === undefined ? [] : [{ prop: 'liveChecks', value: name, since }];
    });
  }

  /** Adds locals and preconditions to the fragment of the resource: they are rendered when the stack is written. */
  public addTo(fragment: Fragment): void {
    this.latest = undefined;
    const attributes = attributesIn(fragment, this.resource);
    if (attributes !== undefined) {
      const { lifecycle } = attributes;
      const uses = [lifecycle, this.props.liveCheckOptions];
      fragment.locals = new LateValue(() => presentOrNone(this.rendering.locals), uses);
      attributes.lifecycle = new LateValue(() => this.withPreconditions(lifecycle), uses);
    }
  }

  /** The checks whose data sources, locals and preconditions no override changes. */
  public intact(fragmentOf: () => Fragment): readonly LiveCheck[] {
    const overrides = overridesOf(TerraformStack.of(this.resource));
    const isStackOverridden = ['resource', 'data', 'locals'].some((kind) => Object.hasOwn(overrides, kind));
    if (!isStackOverridden && ![...this.sources.values()].some(hasOwnOverrides)) {
      return this.names; // rendering them takes time
    }
    const rendered = attributesIn(fragmentOf(), this.resource);
    const { attributes } = (rendered && applyOverrides(this.resource, rendered)) ?? {};
    return attributes === undefined ? [] : this.intactIn(attributes, overrides);
  }

  private intactIn(attributes: Attributes, overrides: Fragment): LiveCheck[] {
    const { locals, preconditions } = this.rendering;
    const lifecycle = resolveTokens(TerraformStack.of(this.resource), attributes.lifecycle);
    const kept = new Set(blocksIn(isStruct(lifecycle) ? lifecycle.precondition : undefined).map(textOf));
    const isIntact =
      preconditions.every((precondition) => kept.has(textOf(precondition))) &&
      Object.keys(locals).every((name) => valueAt(overrides, ['locals', name]) === undefined);
    return isIntact
      ? this.names.filter((name) => !LIVE_CHECKS[name].data.some((data) => this.source(data).isOverridden))
      : [];
  }

  /** The address of a data source. */
  public addressOf(data: LiveData): string {
    return this.source(data).address;
  }

  /** An expression for the number of results that a data source reads at most, which an override can change. */
  public maxItemsOf(data: LiveData): string {
    return expressionOf(this.source(data).maxItems);
  }

  private source(data: LiveData): LiveDataSource {
    return this.sources.get(data) as LiveDataSource; // which the constructor created
  }

  /** What the checks render for the values that are sent now: computed once each time that the resource is rendered. */
  private get rendering(): Rendering {
    if (this.latest === undefined) {
      this.latest = new Rendering(this, this.resource, this.props.liveCheckOptions);
      for (const name of this.names) {
        this.latest.add(name, LIVE_CHECKS[name]);
      }
    }
    return this.latest;
  }

  /** The resolved lifecycle with additional preconditions; rules report one that the engine cannot read. */
  private withPreconditions(given: unknown): unknown {
    const lifecycle = resolveTokens(TerraformStack.of(this.resource), given);
    const [block = {}, ...others] = blocksIn(lifecycle);
    const { preconditions } = this.rendering;
    return others.length > 0 || preconditions.length === 0
      ? lifecycle
      : { ...block, precondition: [block.precondition ?? [], preconditions].flat() };
  }
}

/** The fields of an object; undefined if it has none. */
function presentOrNone(fields: Attributes): Attributes | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}

/** A data source of live checks. It renders nothing if no check needs it. */
class LiveDataSource extends TerraformDataSource {
  public constructor(
    scope: Construct,
    { type, id }: LiveData,
    private readonly argumentsNow: () => Attributes | undefined,
  ) {
    super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: { providerName: CLOUDFLARE } });
  }

  public get address(): string {
    return this.path.join('.');
  }

  public get maxItems(): unknown {
    const stack = TerraformStack.of(this);
    const overrides = [valueAt(overridesOf(stack), this.path), overridesOf(this)] as (Attributes | undefined)[];
    return resolveTokens(stack, overrides.find((each) => each?.max_items !== undefined)?.max_items ?? MAX_ITEMS);
  }

  /** Whether an override changes more than the number of results that are read. */
  public get isOverridden(): boolean {
    return [overridesOf(this), valueAt(overridesOf(TerraformStack.of(this)), this.path) ?? {}].some(
      (override) => !isStruct(override) || Object.keys(override).some((name) => name !== 'max_items'),
    );
  }

  public override toTerraform(): Fragment {
    return { data: new LateValue(() => this.rendered(), overridesOf(this)) };
  }

  public override toHclTerraform(): Fragment {
    const fragment = resolveTokens(TerraformStack.of(this), this.toTerraform()) as object;
    const attributes = valueAt(fragment, this.path) as Attributes | undefined;
    return attributes === undefined ? {} : { data: this.named(hclResource(attributes)) };
  }

  private rendered(): unknown {
    const now = this.argumentsNow();
    if (now === undefined) {
      return undefined;
    }
    const attributes = hasOwnOverrides(this) ? (mergeOverrides(now, overridesOf(this)) as Attributes) : now;
    const resolved = resolveTokens(TerraformStack.of(this), attributes) as Attributes;
    return this.named({ ...resolved, '//': this.constructNodeMetadata });
  }

  private named(attributes: Attributes): unknown {
    return { [this.terraformResourceType]: { [this.friendlyUniqueId]: attributes } };
  }

  private get path(): string[] {
    return ['data', this.terraformResourceType, this.friendlyUniqueId];
  }
}

function textOf(precondition: Attributes | undefined): string {
  return JSON.stringify([precondition?.condition, precondition?.error_message]);
}

/** What the checks of an organization add to its stack. */
class Rendering {
  /** The arguments of the data sources that are read. */
  public readonly data = new Map<LiveData, Attributes>();
  public readonly locals: Record<string, string> = {};
  public readonly preconditions: Attributes[] = [];
  private readonly stack: TerraformStack;
  private readonly prefix: string;
  private readonly settings?: RenderedSettings;
  /** What the checks see of the organization. */
  private readonly organization: CheckedOrganization;

  public constructor(
    private readonly checks: LiveChecks,
    private readonly resource: TerraformResource,
    options: LiveCheckOptions = {},
  ) {
    this.stack = TerraformStack.of(resource);
    this.prefix = `${resource.friendlyUniqueId}_live_`;
    this.settings = renderedSettings(resource);
    this.organization = {
      options: resolveTokens(this.stack, options) as LiveCheckOptions,
      sent: (prop) => this.sent(prop),
      isManaged: (prop) => this.isManaged(prop),
      live: (data) => this.live(data),
      local: (name, expression) => this.once(name, () => expression),
    };
  }

  /** Adds a check. One that concerns nothing that is sent reads nothing. */
  public add(check: LiveCheck, row: LiveCheckRow): void {
    const isAtZone = this.settings?.settings.accountId === undefined;
    const conditions =
      this.settings === undefined || (isAtZone && !row.atZone) ? [] : row.conditions(this.organization);
    for (const condition of conditions) {
      this.preconditions.push(...this.preconditionsOf(condition, check, row));
    }
    if (conditions.length > 0) {
      const dependencies = row.readsAfterChanges ? this.dependencies(row) : [];
      for (const data of row.data) {
        this.read(data, dependencies);
      }
    }
  }

  private preconditionsOf(condition: LiveCondition, check: LiveCheck, { data }: LiveCheckRow): Attributes[] {
    const { subject, when, expression, obstacle = [], problem, fix } = condition;
    const lists = data.filter(({ results }) => results !== undefined);
    const unlessNot = when === undefined ? '' : `!${when} || `;
    const message = (text: string): string => `${subject} ${text}. [live check ${check}]`;
    if (lists.length === 0) {
      return [{ condition: interpolate(`${unlessNot}${expression}`), error_message: message(`${problem}. ${fix}`) }];
    }
    const [first = '', ...others] = [...lists.map((each) => this.obstacleOf(each)), obstacle].flat();
    const unreadable =
      others.length === 0
        ? first
        : this.once(
            `${check.replaceAll('-', '_')}_obstacles`,
            () => `join(" and ", compact([${[first, ...others].join(', ')}]))`,
          );
    const evaluated = {
      condition: interpolate(`${unlessNot}${unreadable} != "" || ${expression}`),
      error_message: message(`${problem}. ${fix}`),
    };
    if (this.organization.options.onUnreadable === UnreadableHandling.PASS) {
      return [evaluated];
    }
    const permissions = lists.map(({ permission }) => `'${permission}'`).join(' and ');
    const advice = `Check that the API token has the permission ${permissions}, or set liveCheckOptions.onUnreadable to UnreadableHandling.PASS`;
    return [
      {
        condition: interpolate(`${unlessNot}${unreadable} == ""`),
        error_message: message(`could not be checked: ${interpolate(unreadable)}. ${advice}`),
      },
      evaluated,
    ];
  }

  /** A list that is empty may be one that the API token cannot read, and one that is full may be incomplete. */
  private obstacleOf(data: LiveData): string {
    return this.once(`${nameOf(data)}_obstacle`, () => {
      const [list, max] = [this.live(data), this.checks.maxItemsOf(data)];
      const full = `length(${list}) >= ${max} ? "there are ${interpolate(max)} ${data.results} or more" : ""`;
      return `length(${list}) == 0 ? "Cloudflare returned no ${data.results}" : ${full}`;
    });
  }

  /**
   * What a data source returns, without attributes that no check reads: some are sensitive, so that the engine would hide
   * messages, and some are deprecated, so that it would print warnings. This is the only reference to the data source:
   * for 1,000 zones, each one takes OpenTofu many seconds.
   */
  private live(data: LiveData): string {
    return this.once(nameOf(data), () => {
      const address = this.checks.addressOf(data);
      const attributes = Object.entries(data.attributes ?? {}).map(([name, value]) => `${name} = ${value}`);
      return data.results === undefined ? address : `[for result in ${address}.result : { ${attributes.join(', ')} }]`;
    });
  }

  private sent(prop: string): unknown {
    const { settings = {}, unresolvedStructs = [] } = this.settings ?? {};
    const value = this.isManaged(prop) ? valueAt(settings, keysOf(prop)) : undefined;
    if (isFullyResolved(value)) {
      return value; // resolving it takes time
    }
    const resolved = resolveTokens(this.stack, value);
    const { path } = ATTRIBUTES.find((row) => row.prop === prop) as Attribute;
    return unresolvedStructs.some(({ attribute }) => path[0] === attribute)
      ? interpolate([expressionOf(resolved), ...path.slice(1)].join('.'))
      : resolved;
  }

  private isManaged(prop: string): boolean {
    const setting = settingOf(prop);
    const { settings, ignored, unmanaged = [] } = this.settings ?? {};
    const isSupported = !isSetting(setting) || settings?.accountId !== undefined || settingRow(setting).atZone === true;
    return isSupported && ignored?.has(prop) !== true && !(unmanaged as readonly string[]).includes(setting);
  }

  /** Defines a local unless it exists, and returns its address. */
  private once(name: string, expression: () => string): string {
    const local = `${this.prefix}${name}`;
    this.locals[local] ??= interpolate(expression());
    return `local.${local}`;
  }

  private read(data: LiveData, dependsOn: readonly string[]): void {
    const { resource } = this;
    const { accountId, zoneId } = this.settings?.settings ?? {};
    const former = this.data.get(data)?.depends_on as readonly string[] | undefined;
    const dependencies = [...new Set([...(former ?? []), ...dependsOn])];
    const scope = accountId === undefined ? { zone_id: zoneId } : { account_id: accountId };
    this.data.set(data, {
      ...(data.type === 'cloudflare_zones' ? { account: { id: accountId } } : scope),
      max_items: data.results === undefined ? undefined : MAX_ITEMS,
      provider: argumentOf(resource, 'provider', resource.provider?.fqn),
      depends_on: dependencies.length === 0 ? undefined : dependencies,
    });
  }

  /** What must change before the account is read: otherwise something that the same apply creates would be missing. */
  private dependencies({ props }: LiveCheckRow): string[] {
    const given = argumentOf(this.resource, 'depends_on', this.resource.dependsOn);
    const addresses = given === undefined ? [] : (resolveTokens(this.stack, given) as string[]);
    const values = props.map((prop) => this.sent(prop)).filter((value) => !isFullyResolved(value));
    return [
      ...addresses.map((address) => address.replace(/^\$\{(.*)\}$/, '$1')),
      ...values.flatMap((value) => referencesIn(this.stack, value)),
    ];
  }
}

/** The name of a data source in locals: `identity_providers`. */
function nameOf({ results = 'organization' }: LiveData): string {
  return results.replaceAll(' ', '_');
}
