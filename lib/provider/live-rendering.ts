import { type TerraformResource, TerraformStack } from 'cdktf';
import { type LiveCheck, type LiveCheckOptions, UnreadableHandling } from '../organization-props';
import type { RenderedSettings } from '../settings/provenance';
import { ATTRIBUTES, type Attribute, isSetting, keysOf, settingOf, settingRow } from '../settings/settings-table';
import { valueAt } from '../values/structs';
import { isFullyResolved, resolveTokens } from '../values/unresolved';
import { argumentOf } from './arguments';
import { expressionOf, interpolate } from './expressions';
import type { Attributes } from './fragments';
import { withoutBraces } from './hcl';
import type { CheckedOrganization, LiveCheckRow, LiveCondition, LiveData } from './live-check-rows';
import { type LiveDataSource, MAX_ITEMS } from './live-data-source';
import { referencesIn } from './plan-time';
import { renderedSettings } from './rendered-settings';

/** What the checks of an organization add to its stack. */
export class LiveRendering {
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
    private readonly sources: ReadonlyMap<LiveData, LiveDataSource>,
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
      const [list, max] = [this.live(data), expressionOf(this.source(data).maxItems)];
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
      const address = this.source(data).address;
      const attributes = Object.entries(data.attributes ?? {}).map(([name, value]) => `${name} = ${value}`);
      return data.results === undefined ? address : `[for result in ${address}.result : { ${attributes.join(', ')} }]`;
    });
  }

  private source(data: LiveData): LiveDataSource {
    return this.sources.get(data) as LiveDataSource; // one for each data source of a check
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
    return [...addresses.map(withoutBraces), ...values.flatMap((value) => referencesIn(this.stack, value))];
  }
}

/** The name of a data source in locals: `identity_providers`. */
function nameOf({ results = 'organization' }: LiveData): string {
  return results.replaceAll(' ', '_');
}
