/**
 * What the documentation of Cloudflare's API leaves open, as parameters of the emulator. It shares no code with lib/, so
 * that tests reveal contradictions.
 */
import { type Attributes, contract, ORGANIZATION, VERSIONS } from './contract';

export type Body = Record<string, unknown>;

export interface Behavior {
  /** Whether an update resets what its request omits. An explicit null always resets. */
  readonly put: 'replaces' | 'merges';
  /** Whether empty lists are returned. */
  readonly emptyLists: 'kept' | 'dropped';
  /** Whether `false` is returned as it was set, never, or also where nothing was set. */
  readonly falseValues: 'kept' | 'dropped' | 'completed';
  /** What happens to fields of a request that the API does not have. */
  readonly unknownFields: 'ignored' | 'rejected';
  /** Whether text is stored without the whitespace around it. */
  readonly text: 'kept' | 'trimmed';
  /** Whether durations are returned as they were set, or as Go prints them: `24h0m0s` for `24h`. */
  readonly durations: 'kept' | 'normalized';
}

/** The behavior that most evidence speaks for. */
export const USUAL: Behavior = {
  put: 'replaces',
  emptyLists: 'kept',
  falseValues: 'kept',
  unknownFields: 'ignored',
  text: 'kept',
  durations: 'kept',
};

/** The values of each parameter. */
export const VALUES: { readonly [P in keyof Behavior]: readonly Behavior[P][] } = {
  put: ['replaces', 'merges'],
  emptyLists: ['kept', 'dropped'],
  falseValues: ['kept', 'dropped', 'completed'],
  unknownFields: ['ignored', 'rejected'],
  text: ['kept', 'trimmed'],
  durations: ['kept', 'normalized'],
};

/** Behaviors in which every pair of values occurs. */
export const BEHAVIORS: readonly Behavior[] = [
  USUAL,
  { ...USUAL, emptyLists: 'dropped', falseValues: 'completed', unknownFields: 'rejected', text: 'trimmed' },
  { ...USUAL, falseValues: 'dropped', unknownFields: 'rejected', text: 'trimmed', durations: 'normalized' },
  { ...USUAL, put: 'merges', emptyLists: 'dropped', falseValues: 'dropped' },
  { ...USUAL, put: 'merges', falseValues: 'completed', text: 'trimmed', durations: 'normalized' },
  { ...USUAL, put: 'merges', falseValues: 'completed', unknownFields: 'rejected', durations: 'normalized' },
  {
    put: 'merges',
    emptyLists: 'dropped',
    falseValues: 'kept',
    unknownFields: 'rejected',
    text: 'trimmed',
    durations: 'normalized',
  },
];

/** The parameters of a behavior that differ from the usual ones, such as `PUT merges, text trimmed`, or of a part. */
export function describeBehavior(behavior: Partial<Behavior>): string {
  const names = Object.keys(USUAL) as (keyof Behavior)[];
  const isPart = Object.keys(behavior).length < names.length;
  const shown = names.filter((name) => behavior[name] !== undefined && (isPart || behavior[name] !== USUAL[name]));
  return shown.map((name) => `${TITLES[name]} ${behavior[name] ?? ''}`).join(', ') || 'the usual behavior';
}

/** The parameters in text. */
export const TITLES: { readonly [P in keyof Behavior]: string } = {
  put: 'PUT',
  emptyLists: 'empty lists',
  falseValues: 'false',
  unknownFields: 'unknown fields',
  text: 'text',
  durations: 'durations',
};

/** The flags that the API returns for organizations that never set them. */
const FLAGS = [
  'allow_authenticate_via_warp',
  'auto_redirect_to_identity',
  'is_ui_read_only',
  'deny_unmatched_requests',
];
/** The other flags, which only some behaviors complete. */
const OTHER_FLAGS = ['mfa_required_for_all_apps', 'strict_service_token_auth', 'warp_auth_non_browser_401'];

/** The attributes of the provider that a request cannot set: ids are in its path, and the others are read-only. */
const NOT_SETTABLE = ['account_id', 'zone_id', 'trusted_accounts', 'mfa_configuration_allowed'];

const FIELDS: Attributes = contract(VERSIONS.at(-1) ?? '').resource_schemas[ORGANIZATION]?.block.attributes ?? {};

/** The fields of a request that the API does not have, such as `mfa_config.colour`. */
export function unknownFields(body: Body, fields: Attributes = FIELDS): string[] {
  return Object.entries(body).flatMap(([name, value]) => {
    const field = fields[name];
    if (field === undefined || (fields === FIELDS && NOT_SETTABLE.includes(name))) {
      return [name];
    }
    return field.nested_type !== undefined && isBody(value)
      ? unknownFields(value, field.nested_type.attributes).map((nested) => `${name}.${nested}`)
      : [];
  });
}

/** The settings after a request. */
export function stored(current: Body, request: Body, { put, text, durations }: Behavior): Body {
  // Unlike other settings, the API keeps a name that a request omits or resets.
  const isStored = ([name, value]: [string, unknown]): boolean =>
    unknownFields({ [name]: null }).length === 0 && (name !== 'name' || value !== null);
  const known = Object.fromEntries(Object.entries(request).filter(isStored));
  const base = put === 'merges' ? current : { name: current.name };
  return mapFields(merged(base, known), (name, value) => {
    if (typeof value !== 'string') {
      return value;
    }
    return durations === 'normalized' && isDuration(name)
      ? withoutZeros(value)
      : text === 'trimmed'
        ? value.trim()
        : value;
  });
}

/** Merges a request into settings, at every depth. Null resets a setting. */
function merged(current: Body, request: Body): Body {
  const kept = Object.entries(current).filter(([name]) => !(name in request));
  const given = Object.entries(request).filter(([, value]) => value !== null);
  return Object.fromEntries([
    ...kept,
    ...given.map(([name, value]): [string, unknown] => {
      const before = current[name];
      return [name, isBody(value) ? merged(isBody(before) ? before : {}, value) : value];
    }),
  ]);
}

/** The response for stored settings. */
export function returned(settings: Body, { emptyLists, falseValues, durations }: Behavior): Body {
  const flags = falseValues === 'completed' ? [...FLAGS, ...OTHER_FLAGS] : FLAGS;
  const complete = { ...Object.fromEntries(flags.map((name) => [name, false])), ...settings };
  return mapFields(complete, (name, value) => {
    const isDropped =
      (emptyLists === 'dropped' && Array.isArray(value) && value.length === 0) ||
      (falseValues === 'dropped' && value === false);
    if (isDropped) {
      return undefined;
    }
    return durations === 'normalized' && isDuration(name) ? printedDuration(String(value)) : value;
  });
}

/** Maps the fields at every depth; undefined removes one. */
function mapFields(settings: Body, map: (name: string, value: unknown) => unknown): Body {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => {
      const mapped = isBody(value) ? mapFields(value, map) : map(name, value);
      return mapped === undefined ? [] : [[name, mapped]];
    }),
  );
}

function isDuration(name: string): boolean {
  return name.endsWith('_duration') || name.endsWith('_inactive_time');
}

/** A duration of hours and minutes as Go prints it. */
function printedDuration(duration: string): string {
  const minutes = [...duration.matchAll(/(\d+)([hm])/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (unit === 'h' ? 60 : 1),
    0,
  );
  const hours = Math.floor(minutes / 60);
  return minutes === 0 ? '0s' : `${hours > 0 ? `${hours}h` : ''}${minutes % 60}m0s`;
}

/** A duration as the API accepts it for each setting, of one that it returned. */
function withoutZeros(duration: string): string {
  return duration.replace(/(?<=[hm])0s$/, '').replace(/(?<=h)0m$/, '');
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
