import { AnnotationMetadataEntryType, App, Aspects, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { acknowledgementOf } from '../acknowledgements';
import {
  type AppliedGuardrails,
  evaluateGuardrails,
  type GuardrailResult,
  guardrailsFor,
  requiredGuardrails,
} from '../guardrails/evaluation';
import type { RequiredGuardrail } from '../guardrails/guardrails-table';
import { decideProviderVersion } from '../provider/provider-version';
import { evaluateRules, type Violation } from '../rules';
import { stateOf } from '../values/state';
import { Identities, stacksIn } from './identities';
import { type DeclaredConstruct, type Organization, organizationsIn } from './organization';
import { waiversAboveStacks, waiversIn, warnOfWaivers } from './waiver-warnings';
import { type Warn, warnOnce } from './warnings';

/** Evaluates a new organization of this library at synthesis. */
export function evaluateAtSynthesis(construct: DeclaredConstruct): void {
  const stack = AppEvaluation.of(construct).stack(TerraformStack.of(construct));
  stack.register();
  stack.validate(construct);
}

/** Evaluates the organizations at and below a scope at synthesis. */
export function evaluateBelow(scope: IConstruct): void {
  const app = AppEvaluation.of(scope);
  const stack = scope.node.scopes.filter((above) => TerraformStack.isStack(above)).at(-1);
  for (const each of stack === undefined ? stacksIn(scope) : [stack]) {
    app.stack(each).register();
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

  public readonly identities: Identities;
  private readonly stacks = new Map<TerraformStack, StackEvaluation>();
  private readonly required = new Map<AppliedGuardrails, readonly RequiredGuardrail[]>();
  private firstStack?: TerraformStack;

  private constructor(private readonly root: IConstruct) {
    this.identities = new Identities(root);
    // Stacks without constructs of this library that were added after the guardrails are evaluated at the very end.
    root.node.addValidation({
      validate: () =>
        stacksIn(root)
          .map((stack) => this.stack(stack))
          .filter((stack) => !stack.isRegistered)
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

  /** The evaluations of all organizations at and below a scope: those of the last synthesis, or new ones. */
  public evaluations(scope: IConstruct, mode: 'latest' | 'new'): Evaluation[] {
    return stacksIn(scope).flatMap((stack) => this.stack(stack).evaluations(mode));
  }

  /** Begins the evaluation of a stack, and returns whether it is the first one of the app. */
  public begin(stack: TerraformStack): boolean {
    if (this.firstStack === undefined) {
      this.firstStack = stack;
      // Stacks that were added after the guardrails and have no construct of this library are not registered yet.
      for (const each of stacksIn(this.root)) {
        this.stack(each).register();
      }
    }
    return this.firstStack === stack;
  }

  /** The errors of all stacks but one, which CDKTF would not reach. */
  public errorsOutside(stack: StackEvaluation): string[] {
    return [...this.stacks.values()].flatMap((other) => (other === stack ? [] : other.foreignErrors()));
  }
}

/** The evaluation of the organizations of a stack: once per synthesis, in the validation phase, after all aspects. */
class StackEvaluation {
  public isRegistered = false;
  /** Constructs that report errors when CDKTF validates them. */
  private readonly validated = new Set<IConstruct>();
  private latest?: ReadonlyMap<IConstruct, Evaluation>;
  private isFresh = false;
  private reportedOtherStacks = false;

  public constructor(
    private readonly stack: TerraformStack,
    private readonly app: AppEvaluation,
  ) {}

  /** Evaluates the stack when CDKTF validates it. CDKTF visits the stack first, when a synthesis begins. */
  public register(): void {
    if (this.isRegistered) {
      return;
    }
    this.isRegistered = true;
    Aspects.of(this.stack).add({
      visit: (node) => {
        if (node === this.stack) {
          this.isFresh = false;
        }
      },
    });
    this.stack.node.addValidation({
      validate: () => {
        this.synthesize(warnOnce);
        return [];
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

  /** Evaluates the stack and adds warnings; the constructs report the errors. */
  private synthesize(warn: Warn): void {
    const isFirst = this.app.begin(this.stack);
    this.reportedOtherStacks = false;
    const evaluations = [...this.evaluate().values()];
    for (const evaluation of evaluations) {
      const { construct } = evaluation.organization;
      this.validate(construct);
      this.messages(evaluation, 'warning').forEach((message) => {
        warn(construct, message);
      });
    }
    const results = evaluations.flatMap((evaluation) => evaluation.results);
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
      const outside = others.flatMap((other) => [...this.app.stack(other).evaluations('new')]);
      warnOfWaivers(waivers, [...results, ...outside.flatMap((each) => each.results)], (_, message) => {
        warnOnce(this.stack, message);
      });
    }
  }

  /** Evaluates a stack that CDKTF has written already: adds warnings to the manifest and returns errors. */
  public evaluateLate(): string[] {
    const { root } = this.stack.node;
    const annotations = App.isApp(root) ? root.manifest.forStack(this.stack).annotations : [];
    this.synthesize(({ node: { path: constructPath } }, message) => {
      annotations.push({ constructPath, level: AnnotationMetadataEntryType.WARN, message });
    });
    return [...this.evaluate().values()].flatMap((evaluation) =>
      this.messages(evaluation, 'error').map((message) => `[${evaluation.organization.path}] ${message}`),
    );
  }

  /** The errors of a construct. The first ones of a stack include the errors of other stacks, where CDKTF would stop. */
  private errors(construct: IConstruct): string[] {
    const evaluation = this.evaluate().get(construct);
    const own = evaluation === undefined ? [] : this.messages(evaluation, 'error');
    if (own.length === 0 || this.reportedOtherStacks) {
      return own;
    }
    this.reportedOtherStacks = true;
    return [...own, ...this.app.errorsOutside(this)];
  }

  /** The errors of the stack for the validation of another one. The aspects of this stack may not have run. */
  public foreignErrors(): string[] {
    return this.evaluations('new').flatMap((evaluation) =>
      this.messages(evaluation, 'error').map((message) => `also [${evaluation.organization.path}] ${message}`),
    );
  }

  /** The evaluations of all organizations: those of the last synthesis, or new ones. */
  public evaluations(mode: 'latest' | 'new'): Evaluation[] {
    if (mode === 'latest' && this.latest !== undefined) {
      return [...this.latest.values()];
    }
    this.app.identities.update(this.stack);
    // Rules compare the settings with the provider version, so it is decided first.
    decideProviderVersion(this.stack);
    return organizationsIn(this.stack, this.app.identities).map((organization) => {
      const guardrails = guardrailsFor(organization.resource);
      const results = guardrails.flatMap((applied) =>
        evaluateGuardrails(organization, applied, this.app.requiredBy(applied)),
      );
      return { organization, violations: evaluateRules(organization), guardrails, results };
    });
  }

  /** Evaluates all organizations, once per synthesis. */
  private evaluate(): ReadonlyMap<IConstruct, Evaluation> {
    if (!this.isFresh || this.latest === undefined) {
      const evaluations = this.evaluations('new');
      this.latest = new Map(evaluations.map((evaluation) => [evaluation.organization.construct, evaluation]));
      this.isFresh = true;
    }
    return this.latest;
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
}
