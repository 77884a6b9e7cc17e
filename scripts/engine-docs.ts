/** The generated documentation of the engine tests. */
import { readFileSync } from 'node:fs';
import { BEHAVIORS, describeBehavior, TITLES, VALUES } from '../test/engine/behavior';
import { type Exception, PLAN_EXCEPTIONS, SILENT_EXCEPTIONS } from '../test/engine/behavior-exceptions';
import { RUNS_FILE, type Run, tableOf } from '../test/engine/runs';

/** The table of recorded runs. */
export function engineTable(): string {
  return tableOf(JSON.parse(readFileSync(RUNS_FILE, 'utf8')) as Run[]);
}

/** The page about what the documentation of the API leaves open. */
export function apiBehaviorPage(generated: string): string {
  const parameters = (Object.keys(VALUES) as (keyof typeof VALUES)[]).map(
    (name) => `| ${TITLES[name]} | ${VALUES[name].join(', ')} |`,
  );
  return `${generated}

# Behavior of Cloudflare's API

Look up here why a plan is never empty, or why an apply changes a setting that its plan did not show: the documentation
of the API leaves open how it handles some requests.

The engine tests therefore run each setting (set, not set and [unmanaged](glossary.md#unmanaged-setting), for an existing
and a new organization) and each MFA preset under every combination of two of these values:

| parameter | values |
| --- | --- |
${parameters.join('\n')}

${BEHAVIORS.length} behaviors contain every such combination:

${BEHAVIORS.map((behavior) => `- ${describeBehavior(behavior)}`).join('\n')}

Under all of them, unmanaged settings keep their values. The first plan shows every change of a live setting, and the
second plan is empty, with these exceptions.

## Plans that are never empty

${exceptionTable(PLAN_EXCEPTIONS)}

## Changes that the plan does not show

The plan shows \`(known after apply)\` as the new value of these settings. The apply resets them.

${exceptionTable(SILENT_EXCEPTIONS)}
`;
}

function exceptionTable(exceptions: readonly Exception[]): string {
  const rows = exceptions.map(
    ({ settings, behavior, reason }) => `| ${settings} | ${describeBehavior(behavior)} | ${reason} |`,
  );
  return ['| setting | if the API has | reason and workaround |', '| --- | --- | --- |', ...rows].join('\n');
}
