import { AnnotationMetadataEntryType, App, Aspects, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { acknowledgementOf } from '../acknowledgements';
import {
  type AppliedGuardrails,
  evaluateGuardrails,
  type GuardrailResult,
  guardrailsFor,
  type RequiredGuardrail,
  requiredGuardrails,
} from '../guardrails/evaluation';
import { decideProviderVersion } from '../provider/provider-version';
import { evaluateRules, type Violation } from '../rules';
import { stateOf } from '../values/state';
import { type Accounts, addAccount, type DeclaredConstruct, type Organization, organizationsIn } from './organization';
import { waiversAboveStacks, waiversIn, warnOfWaivers } from './waiver-warnings';
import { type Warn, warnOnce } from './warnings';

/** Evaluates a new organization of this library at synthesis. */
export function evaluateAtSynthesis(construct: DeclaredConstruct): void {
  const app = AppEvaluation.of(construct);
  addAccount(app.accounts, construct);
  const stack = app.stack(TerraformStack.of(construct));
  stack.watch();
  stack.validate(construct);
}

/** Evaluates the organizations at and below a scope at synthesis. */
export function evaluateBelow(scope: IConstruct): void {
  const app = AppEvaluation.of(scope);
  const stack = scope.node.scopes.filter((above) => TerraformStack.isStack(above)).at(-1);
  for (const each of stack === undefined ? stacksIn(scope) : [stack]) {
    app.stack(each).watch();
  }
}

/** Evaluates the stack of guardrails that were added with `Aspects.of`, unless it is evaluated anyway. */
export function evaluateStackOf(node: IConstruct): void {
  const stack = TerraformStack.of(node);
  const evaluation = AppEvaluation.of(stack).stack(stack);
  if (!evaluation.isWatched) {
    evaluation.evaluate();
  }
}

/** The result of evaluating an organization. */
export interface Evaluation {
  readonly organization: Organization;
  readonly violations: readonly Violation[];
  /** The guardrails that apply to it. */
  readonly guardrails: readonly AppliedGuardrails[];
  readonly results: readonly GuardrailResult[];
}

const STATE = Symbol('evaluation');

/** The evaluation of the organizations of an app. */
export class AppEvaluation {
  /** The evaluation of a construct's app. */
  public static of({ node: { root } }: IConstruct): AppEvaluation {
    return stateOf(root, STATE, () => new AppEvaluation(root));
  }

  public readonly accounts: Accounts = new Map();
  private readonly stacks = new Map<TerraformStack, StackEvaluation>();
  private readonly required = new Map<AppliedGuardrails, readonly RequiredGuardrail[]>();

  private constructor(private readonly root: IConstruct) {
    // Stacks without constructs of this library that were added after the guardrails are evaluated at the very end.
    root.node.addValidation({
      validate: () =>
        stacksIn(root)
          .map((stack) => this.stack(stack))
          .filter((stack) => !stack.wasEvaluated)
          .flatMap((stack) => stack.evaluateLate()),
    });
  }

  public stack(stack: TerraformStack): StackEvaluation {
    const evaluation = this.stacks.get(stack) ?? new StackEvaluation(stack, this);
    this.stacks.set(stack, evaluation);
    return evaluation;
  }

  /** The guardrails that are required by applied ones. */
  public requiredBy(guardrails: AppliedGuardrails): readonly RequiredGuardrail[] {
    const required = this.required.get(guardrails) ?? requiredGuardrails(guardrails._limits);
    this.required.set(guardrails, required);
    return required;
  }

  /** The evaluations of all organizations at and below a scope: the latest ones, or new ones. */
  public evaluations(scope: IConstruct, mode: 'latest' | 'new'): Evaluation[] {
    return organizationsIn(scope, this.accounts).map((organization) =>
      this.stack(TerraformStack.of(organization.construct)).evaluation(organization, mode),
    );
  }

  /** The errors of all stacks but one. */
  public errorsOutside(stack: StackEvaluation): string[] {
    return [...this.stacks.values()].flatMap((other) => (other === stack ? [] : other.allErrors()));
  }

  /** Prepares the bare resources of all stacks, whose errors are reported with those of the first stack. */
  public validateBareResources(): void {
    for (const { construct, declared } of organizationsIn(this.root, this.accounts)) {
      if (declared === undefined) {
        this.stack(TerraformStack.of(construct)).validate(construct);
      }
    }
  }
}

/** The evaluation of the organizations of a stack. */
class StackEvaluation {
  public isWatched = false;
  public wasEvaluated = false;
  /** Constructs that report errors when CDKTF validates them. */
  private readonly validated = new Set<IConstruct>();
  private readonly violations = new Map<IConstruct, readonly Violation[]>();
  private readonly latest = new Map<IConstruct, Evaluation>();
  private reportedOtherStacks = false;

  public constructor(
    private readonly stack: TerraformStack,
    private readonly app: AppEvaluation,
  ) {}

  /** Evaluates the stack when CDKTF visits it, which is before it visits anything below. */
  public watch(): void {
    if (this.isWatched) {
      return;
    }
    this.isWatched = true;
    Aspects.of(this.stack).add({
      visit: (node) => {
        if (node === this.stack) {
          this.evaluate();
        }
      },
    });
  }

  /** Reports the errors of a construct when CDKTF validates it. */
  public validate(construct: IConstruct): void {
    if (!this.validated.has(construct)) {
      this.validated.add(construct);
      construct.node.addValidation({ validate: () => this.errors(construct) });
    }
  }

  /** Decides the provider version, evaluates all organizations and adds warnings. Errors are left to validation. */
  public evaluate(warn: Warn = warnOnce): void {
    this.wasEvaluated = true;
    this.reportedOtherStacks = false;
    this.violations.clear();
    const organizations = this.organizations();
    this.decideVersion(organizations);
    const isFirst = firstStackIn(this.stack.node.root) === this.stack;
    if (isFirst) {
      this.app.validateBareResources();
    }
    const results: GuardrailResult[] = [];
    for (const organization of organizations) {
      const { construct } = organization;
      this.validate(construct);
      this.violations.set(construct, evaluateRules(organization));
      const evaluation = this.evaluation(organization, 'new');
      results.push(...evaluation.results);
      this.messages(evaluation, 'warning').forEach((message) => {
        warn(construct, message);
      });
    }
    warnOfWaivers(waiversIn(this.stack), results, warn);
    if (isFirst) {
      this.warnOfWaiversAbove(results);
    }
  }

  /** CDKTF prints the annotations of stacks only: warnings of waivers above them are added to the first one. */
  private warnOfWaiversAbove(results: readonly GuardrailResult[]): void {
    const { root } = this.stack.node;
    const waivers = waiversAboveStacks(root);
    if (waivers.length > 0) {
      const others = stacksIn(root).filter((other) => other !== this.stack);
      const outside = others.flatMap((other) => this.app.evaluations(other, 'new').flatMap((each) => each.results));
      warnOfWaivers(waivers, [...results, ...outside], (_, message) => {
        warnOnce(this.stack, message);
      });
    }
  }

  /** Evaluates a stack that CDKTF has written already: adds warnings to the manifest and returns errors. */
  public evaluateLate(): string[] {
    const { root } = this.stack.node;
    const annotations = App.isApp(root) ? root.manifest.forStack(this.stack).annotations : [];
    this.evaluate(({ node: { path: constructPath } }, message) => {
      annotations.push({ constructPath, level: AnnotationMetadataEntryType.WARN, message });
    });
    return this.organizations().flatMap(({ construct, path }) =>
      this.errorsOf(construct).map((message) => `[${path}] ${message}`),
    );
  }

  /** The errors of a construct. The first ones of a stack include the errors of other stacks, where CDKTF would stop. */
  private errors(construct: IConstruct): string[] {
    const own = this.errorsOf(construct);
    if (own.length === 0 || this.reportedOtherStacks) {
      return own;
    }
    this.reportedOtherStacks = true;
    return [...own, ...this.app.errorsOutside(this)];
  }

  /** The errors of the whole stack, for the report of another one. */
  public allErrors(): string[] {
    this.decideVersion(this.organizations());
    this.violations.clear(); // of an earlier synthesis
    return [...this.validated].flatMap((construct) =>
      this.errorsOf(construct).map((message) => `also [${construct.node.path}] ${message}`),
    );
  }

  private errorsOf(construct: IConstruct): string[] {
    const organization = organizationsIn(construct, this.app.accounts).find((each) => each.construct === construct);
    return organization === undefined ? [] : this.messages(this.evaluation(organization, 'new'), 'error');
  }

  /** The evaluation of an organization. Its rules are evaluated once per synthesis, guardrails after each aspect. */
  public evaluation(organization: Organization, mode: 'latest' | 'new'): Evaluation {
    const { construct } = organization;
    const latest = mode === 'latest' ? this.latest.get(construct) : undefined;
    if (latest !== undefined) {
      return latest;
    }
    const guardrails = guardrailsFor(organization.resource);
    const results = guardrails.flatMap((applied) =>
      evaluateGuardrails(organization, applied, this.app.requiredBy(applied)),
    );
    const violations = this.violations.get(construct) ?? evaluateRules(organization);
    const evaluation = { organization, violations, guardrails, results };
    this.latest.set(construct, evaluation);
    return evaluation;
  }

  private messages({ organization, violations, results }: Evaluation, level: 'error' | 'warning'): string[] {
    return [
      ...violations
        .filter(({ severity }) => (severity === 'warning' ? 'warning' : 'error') === level)
        .filter(
          ({ severity, rule }) => severity === 'hard' || acknowledgementOf(organization.construct, rule) === undefined,
        ),
      ...results.filter((result) => result.level === level),
    ].map(({ message }) => message);
  }

  private organizations(): Organization[] {
    return organizationsIn(this.stack, this.app.accounts);
  }

  /** Rules compare the settings with the provider version, so it is decided first. */
  private decideVersion(organizations: readonly Organization[]): void {
    const needs = organizations.flatMap((each) => (each.declared === undefined ? [] : [each.versionNeeds]));
    if (needs.length > 0) {
      decideProviderVersion(this.stack, needs);
    }
  }
}

function stacksIn(scope: IConstruct): TerraformStack[] {
  return scope.node.findAll().filter((node) => TerraformStack.isStack(node));
}

/** The first stack at or below a scope, in the order in which CDKTF synthesizes them. */
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
