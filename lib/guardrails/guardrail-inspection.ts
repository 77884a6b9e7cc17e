import { AnnotationMetadataEntryType, App, Aspects, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { show } from '../rules/text';
import { StackChecks } from '../stack-checks';
import { warnOnce } from '../warn-once';
import { type Judged, judge, organizationsIn, type Verdict } from './judgement';
import { daysLeft, type PlacedWaiver, today, waiversOn } from './waivers';

/** How many days before its end a waiver is warned of. */
const SOON = 14;

/** Stacks whose organizations are judged when CDKTF visits them. */
const WATCHED = new WeakSet<TerraformStack>();
/** Stacks whose organizations were judged. */
const INSPECTED = new WeakSet<TerraformStack>();
/** Apps that look for stacks which nobody visited. */
const ROOTS = new WeakSet<IConstruct>();
/** Bare resources whose errors are told. */
const CHECKED = new WeakSet<IConstruct>();

/** Whether the organizations of a stack are judged when CDKTF visits it. */
export function isWatched(stack: TerraformStack): boolean {
  return WATCHED.has(stack);
}

/** Has the organizations at and below a scope judged when the app is synthesized. */
export function watchBelow(scope: IConstruct): void {
  const stack = scope.node.scopes.filter((above) => TerraformStack.isStack(above)).at(-1);
  for (const watched of stack === undefined ? stacksIn(scope) : [stack]) {
    watch(watched);
  }
  watchRoot(scope.node.root);
}

/** Has the organizations of a stack judged when CDKTF visits it: with the guardrails of the scopes above it, too. */
export function watch(stack: TerraformStack): void {
  if (WATCHED.has(stack)) {
    return;
  }
  WATCHED.add(stack);
  Aspects.of(stack).add({
    visit: (node) => {
      if (node === stack) {
        inspectGuardrails(stack);
      }
    },
  });
  watchRoot(stack.node.root);
}

/** Stacks that were added later, and have nothing of this library, are looked at when all others are synthesized. */
function watchRoot(root: IConstruct): void {
  if (!ROOTS.has(root)) {
    ROOTS.add(root);
    root.node.addValidation({
      validate: () =>
        stacksIn(root)
          .filter((stack) => !INSPECTED.has(stack))
          .flatMap(judgeLate),
    });
  }
}

function stacksIn(scope: IConstruct): TerraformStack[] {
  return scope.node.findAll().filter((node) => TerraformStack.isStack(node));
}

function firstStackIn(scope: IConstruct): TerraformStack | undefined {
  if (TerraformStack.isStack(scope)) {
    return scope;
  }
  for (const child of scope.node.children) {
    const stack = firstStackIn(child);
    if (stack !== undefined) {
      return stack;
    }
  }
  return undefined;
}

/** Judges the organizations of a stack: warnings become annotations, errors are told when CDKTF validates. */
export function inspectGuardrails(stack: TerraformStack): void {
  INSPECTED.add(stack);
  StackChecks.of(stack).begin();
  const { root } = stack.node;
  const isFirst = firstStackIn(root) === stack;
  const organizations = organizationsIn(stack);
  (isFirst ? organizationsIn(root) : organizations).forEach(checkBare);
  const verdicts = organizations.flatMap(judgeAndWarn);
  warnOfWaivers(waiversIn(stack), verdicts, (scope) => scope);
  if (isFirst) {
    // CDKTF shows the annotations of stacks only.
    const above = waiversAbove(root);
    warnOfWaivers(above, above.length === 0 ? [] : [...verdicts, ...verdictsOutside(stack)], () => stack);
  }
}

function judgeAndWarn(organization: Judged): readonly Verdict[] {
  const { verdicts } = judge(organization);
  for (const message of messages(verdicts, 'warning')) {
    warnOnce(organization.construct, message);
  }
  return verdicts;
}

/** What is found in the other stacks of an app. */
function verdictsOutside(stack: TerraformStack): Verdict[] {
  return stacksIn(stack.node.root)
    .filter((other) => other !== stack)
    .flatMap(organizationsIn)
    .flatMap((organization) => judge(organization).verdicts);
}

/** The errors of an organization. */
export function guardrailErrors(organization: Judged): string[] {
  return messages(judge(organization).verdicts, 'error');
}

function messages(verdicts: readonly Verdict[], wanted: Verdict['consequence']): string[] {
  return verdicts.filter(({ consequence }) => consequence === wanted).map(({ message }) => message);
}

/** Organizations of this library tell their errors themselves. */
function checkBare(organization: Judged): void {
  const { construct, inspected } = organization;
  if (inspected === undefined && !CHECKED.has(construct)) {
    CHECKED.add(construct);
    StackChecks.of(TerraformStack.of(construct)).add({ construct, errors: () => guardrailErrors(organization) });
  }
}

/** The errors of a stack that CDKTF has visited and written already; its warnings go where CDKTF puts them. */
function judgeLate(stack: TerraformStack): string[] {
  const { root } = stack.node;
  return organizationsIn(stack).flatMap((organization) => {
    const constructPath = organization.construct.node.path;
    const { verdicts } = judge(organization);
    if (App.isApp(root)) {
      const { annotations } = root.manifest.forStack(stack);
      const level = AnnotationMetadataEntryType.WARN;
      annotations.push(...messages(verdicts, 'warning').map((message) => ({ constructPath, level, message })));
    }
    return messages(verdicts, 'error').map((message) => `[${constructPath}] ${message}`);
  });
}

function waiversIn(stack: TerraformStack): PlacedWaiver[] {
  return stack.node.findAll().flatMap(waiversOn);
}

/** The waivers on the app, and on what stands between it and its stacks. */
function waiversAbove(scope: IConstruct): PlacedWaiver[] {
  return TerraformStack.isStack(scope) ? [] : [...waiversOn(scope), ...scope.node.children.flatMap(waiversAbove)];
}

/** What a waiver is worth on a day. */
export type WaiverState = 'in force' | 'ends soon' | 'expired' | 'unused';

/** Whether a waiver waives anything in some verdicts, and how long it still will. */
export function stateOf({ waiver }: PlacedWaiver, verdicts: readonly Verdict[], day: string): WaiverState {
  if (!verdicts.some((verdict) => verdict.waiver?.waiver === waiver)) {
    return 'unused';
  }
  const left = daysLeft(waiver, day);
  if (left < 0) {
    return 'expired';
  }
  return left > SOON ? 'in force' : 'ends soon';
}

/** An expired waiver is told of where it is missed. */
function warnOfWaivers(
  waivers: readonly PlacedWaiver[],
  verdicts: readonly Verdict[],
  where: (scope: IConstruct) => IConstruct,
): void {
  for (const placed of waivers) {
    const { scope, waiver } = placed;
    const name = `waiver of ${show(waiver.guardrail)} on ${scope.node.path === '' ? 'the app' : show(scope.node.path)} (${show(waiver.reason)})`;
    const day = today(scope);
    const state = stateOf(placed, verdicts, day);
    if (state === 'unused') {
      warnOnce(where(scope), `${name}: waives nothing: remove it [waiver-unused]`);
    }
    if (state === 'ends soon') {
      const left = daysLeft(waiver, day);
      const ends = `ends on ${waiver.expires ?? ''}, ${left === 0 ? 'today' : `in ${left} day${left === 1 ? '' : 's'}`}`;
      warnOnce(where(scope), `${name}: ${ends}: correct the setting, or agree on a new end [waiver-ends-soon]`);
    }
  }
}
