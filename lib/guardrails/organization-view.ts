import type { OrganizationSetting, SettingProvenance } from '../organization-props';
import { OrganizationView } from '../organization-rule';
import type { EvaluatedOrganization } from '../rules/rule';
import { provenanceOf, type RenderedSettings } from '../settings/provenance';
import { ATTRIBUTES, keysOf, settingOf } from '../settings/settings-table';
import { valueAt } from '../values/structs';
import { unknownId } from '../values/suggestions';
import { isFullyResolved, resolvedText } from '../values/unresolved';

const PROPS: readonly string[] = ATTRIBUTES.map(({ prop }) => prop);

/** Whether a prop renders an attribute. */
export function isProp(prop: string): boolean {
  return PROPS.includes(prop);
}

/** A prop whose value a rule cannot know at synthesis. */
export interface UnknownProp {
  readonly prop: string;
  /** The unresolved value; undefined if the prop is unmanaged. */
  readonly value?: unknown;
}

/** An organization for a custom rule. It records which props the rule read without learning their values. */
export class RecordingView extends OrganizationView {
  private readonly unknown = new Map<string, UnknownProp>();
  private readonly handled = new Set<string>();

  public constructor(
    private readonly organization: EvaluatedOrganization,
    private readonly rendered: RenderedSettings,
  ) {
    super();
  }

  public get path(): string {
    return this.organization.path;
  }

  public get address(): string {
    return this.organization.address;
  }

  public get accountId(): string | undefined {
    return resolvedText(this.rendered.settings.accountId);
  }

  public get zoneId(): string | undefined {
    return resolvedText(this.rendered.settings.zoneId);
  }

  public get provenance(): SettingProvenance[] {
    return provenanceOf(this.rendered, this.organization.declared);
  }

  public value(prop: string): unknown {
    const value = this.renderedValue(prop);
    if (this.isIgnored(prop)) {
      this.unknown.set(prop, { prop });
      return undefined;
    }
    if (!isFullyResolved(value)) {
      this.unknown.set(prop, { prop, value });
      return undefined;
    }
    return Array.isArray(value) ? [...(value as unknown[])] : value;
  }

  public isUnresolved(prop: string): boolean {
    const isUnresolved = !isFullyResolved(this.renderedValue(prop)) && !this.isIgnored(prop);
    return this.answered(prop, isUnresolved);
  }

  public isUnmanaged(setting: OrganizationSetting): boolean {
    return this.answered(setting, this.rendered.unmanaged.includes(setting));
  }

  /** The props that the rule read without learning their values, and without asking why. */
  public get unhandled(): UnknownProp[] {
    return [...this.unknown.values()].filter(
      ({ prop }) => !this.handled.has(prop) && !this.handled.has(settingOf(prop)),
    );
  }

  /** Remembers that the rule knows why a prop, or the props of a setting, have no value. */
  private answered(name: string, answer: boolean): boolean {
    if (answer) {
      this.handled.add(name);
    }
    return answer;
  }

  /** The value of a prop, also if it is unresolved. */
  public renderedValue(prop: string): unknown {
    if (!isProp(prop)) {
      throw new Error(unknownId('prop', prop, PROPS));
    }
    return valueAt(this.rendered.settings, keysOf(prop));
  }

  /** Whether the live value remains, because the setting is unmanaged or `ignore_changes` covers the attribute. */
  private isIgnored(prop: string): boolean {
    const unmanaged: readonly string[] = this.rendered.unmanaged;
    return unmanaged.includes(settingOf(prop)) || this.rendered.ignored.has(prop);
  }
}
