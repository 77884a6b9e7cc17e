import { AnnotationMetadataEntryType, App, Aspects, type IAspect, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type AppliedGuardrails, requiredGuardrails } from '../guardrails/evaluation';
import type { RequiredGuardrail } from '../guardrails/guardrails-table';
import { isOrganizationResource } from '../provider/fragments';
import { decideProviderVersion } from '../provider/provider-version';
import { stateOf } from '../values/state';
import { type Evaluation, evaluateOrganization, messagesOf } from './evaluation';
import { exceptionsAboveStacks, exceptionsIn, warnOfExceptions } from './exceptions';
import { Identities, stacksIn } from './identities';
import { type DeclaredConstruct, type Organization, organizationsIn } from './organization';
import { type ReportingOptions, reportingOptions } from './reporting-options';
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

const STATE = Symbol('evaluation');
/** The evaluation that reports the errors of a construct. */
const REPORTER = Symbol.for('cloudflare-zero-trust/reporter');

/** The evaluation of the organizations of an app. */
export class AppEvaluation {
  /** The evaluation of a construct's app. */
  public static of({ node: { root } }: IConstruct): AppEvaluation {
    return stateOf(root, STATE, () => new AppEvaluation(root));
  }

  public readonly identities: Identities;
  private readonly stacks = new Map<TerraformStack, StackEvaluation>();
  private readonly required = new Map<AppliedGuardrails, readonly RequiredGuardrail[]>();
  private optionsOnce?: ReportingOptions;
  private hasRegisteredStacks = false;
  private hasReportedOtherStacks = false;

  private constructor(private readonly root: IConstruct) {
    this.identities = new Identities(root);
    // Stacks that CDKTF wrote before anything registered them: they have no construct of this library.
    root.node.addValidation({
      validate: () =>
        stacksIn(root)
          .map((stack) => this.stack(stack))
          .filter((stack) => !stack.isCurrent)
          .flatMap((stack) => stack.evaluateLate()),
    });
  }

  public stack(stack: TerraformStack): StackEvaluation {
    const evaluation = this.stacks.get(stack) ?? new StackEvaluation(stack, this);
    this.stacks.set(stack, evaluation);
    return evaluation;
  }

  /** How findings are reported: read once, when the first organization is evaluated. */
  public get options(): ReportingOptions {
    this.optionsOnce ??= reportingOptions(this.root);
    return this.optionsOnce;
  }

  public get skipsValidation(): boolean {
    return App.isApp(this.root) && this.root.skipValidation;
  }

  /** Begins the synthesis of a stack: evaluations of the stacks after it belong to an earlier synthesis. */
  public begin(stack: TerraformStack): void {
    this.hasReportedOtherStacks = false;
    this.registerStacks();
    const stacks = [...this.stacks.keys()];
    for (const each of stacks.slice(stacks.indexOf(stack))) {
      this.stack(each).isCurrent = false;
    }
  }

  /** Registers all stacks, some of which have only bare resources, and sorts them as CDKTF does. */
  private registerStacks(): void {
    if (!this.hasRegisteredStacks) {
      this.hasRegisteredStacks = true;
      for (const stack of stacksIn(this.root)) {
        const evaluation = this.stack(stack);
        this.stacks.delete(stack);
        this.stacks.set(stack, evaluation);
        evaluation.register();
      }
    }
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

  /** The stacks at and below a scope whose aspects have not run. */
  public stacksWithPendingAspects(scope: IConstruct): TerraformStack[] {
    return stacksIn(scope).filter((stack) => this.stack(stack).hasPendingAspects());
  }

  /** Adds a warning once, and returns whether it is new. */
  public warn(construct: IConstruct, message: string): boolean {
    return warnOnce(construct, message, this.options.printsWarnings);
  }

  /** The errors of the stacks that CDKTF does not reach, once per validation of a stack. */
  public errorsOutside(validated: TerraformStack): string[] {
    if (this.hasReportedOtherStacks) {
      return [];
    }
    this.hasReportedOtherStacks = true;
    return [...this.stacks].flatMap(([stack, evaluation]) =>
      evaluation.isCurrent || isWithin(stack, validated) ? [] : evaluation.foreignErrors(),
    );
  }

  /**
   * Completes the checks across stacks when the last stack has been evaluated: warns of exceptions above the stacks, and
   * returns the errors that aspects of later stacks caused in earlier ones.
   */
  public complete(warn: Warn): string[] {
    const evaluations = [...this.stacks.values()];
    if (!evaluations.every(({ isCurrent }) => isCurrent)) {
      return [];
    }
    // cdktf-cli prints the annotations of stacks only.
    const holder = [...this.stacks.keys()].at(-1) as TerraformStack;
    warnOfExceptions(exceptionsAboveStacks(this.root), this.current(this.root), (_, message) => {
      warn(holder, message);
    });
    return evaluations.flatMap((evaluation) => evaluation.newCollisions());
  }

  /** The evaluations at and below a scope of this synthesis, or else new ones. */
  public current(scope: IConstruct): Evaluation[] {
    return stacksIn(scope).flatMap((stack) => this.stack(stack).current());
  }
}

/** The evaluation of the organizations of a stack: once per synthesis, in the validation phase, after all aspects. */
class StackEvaluation implements IAspect {
  /** Whether the latest evaluation belongs to the current synthesis. */
  public isCurrent = false;
  private latest?: Map<IConstruct, Evaluation>;
  private isRegistered = false;
  private haveAspectsRun = false;
  /** Constructs that report errors when CDKTF validates them. */
  private readonly validated = new Set<IConstruct>();

  public constructor(
    private readonly stack: TerraformStack,
    private readonly app: AppEvaluation,
  ) {}

  /** Evaluates the stack when CDKTF validates it. */
  public register(): void {
    if (!this.isRegistered) {
      this.isRegistered = true;
      Aspects.of(this.stack).add(this);
      this.stack.node.addValidation({
        validate: () => this.report((construct, message) => this.app.warn(construct, message)).map(asForeign),
      });
    }
  }

  /** Begins the synthesis of the stack: CDKTF visits it before it validates it. */
  public visit(node: IConstruct): void {
    if (node === this.stack) {
      this.app.begin(this.stack);
      this.haveAspectsRun = true;
    }
    if (this.app.skipsValidation && isOrganizationResource(node)) {
      this.app.warn(
        TerraformStack.of(node),
        'Validation is skipped, so no rule or guardrail is evaluated. Remove skipValidation from the App. [validation-skipped]',
      );
    }
  }

  /** Reports the errors of a construct when CDKTF validates it. */
  public validate(construct: IConstruct): void {
    // Another copy of this package can evaluate the construct, too.
    const reporter = stateOf(construct, REPORTER, () => this);
    if (reporter === this && !this.validated.has(construct)) {
      this.validated.add(construct);
      construct.node.addValidation({ validate: () => this.errors(construct) });
    }
  }

  /** Evaluates a stack that CDKTF has written already: adds warnings to the manifest and returns errors. */
  public evaluateLate(): string[] {
    const { root } = this.stack.node;
    this.haveAspectsRun = true;
    this.register(); // for another synthesis
    const errors = this.report((construct, message) => {
      if (this.app.warn(construct, message) && App.isApp(root)) {
        const { path: constructPath } = construct.node;
        const annotation = { constructPath, level: AnnotationMetadataEntryType.WARN, message };
        root.manifest.forStack(TerraformStack.of(construct)).annotations.push(annotation);
      }
    });
    return [...[...this.evaluate().values()].flatMap((evaluation) => errorLines(evaluation)), ...errors];
  }

  /** Evaluates the stack, adds warnings, and returns errors in other stacks; the constructs report their own. */
  private report(warn: Warn): string[] {
    for (const evaluation of this.evaluate().values()) {
      const { construct } = evaluation.organization;
      this.validate(construct);
      messagesOf(evaluation, 'warning').forEach((message) => {
        warn(construct, message);
      });
    }
    warnOfExceptions(exceptionsIn(this.stack), this.app.current(this.stack), warn);
    return this.app.complete(warn);
  }

  /** The errors of a construct. The first ones of a stack include the errors of other stacks, where CDKTF would stop. */
  private errors(construct: IConstruct): string[] {
    const evaluation = this.evaluate().get(construct);
    const own = evaluation === undefined ? [] : messagesOf(evaluation, 'error');
    return own.length === 0 ? own : [...own, ...this.app.errorsOutside(this.stack)];
  }

  /** The errors of the stack for the validation of another one. */
  public foreignErrors(): string[] {
    const note = this.hasPendingAspects() ? ' (before the aspects of its stack)' : '';
    return this.newEvaluations()
      .flatMap((evaluation) => errorLines(evaluation, note))
      .map(asForeign);
  }

  /** Whether aspects can still change what was evaluated. Those of later stacks have not run when CDKTF stops. */
  public hasPendingAspects(): boolean {
    const areOwn = (node: IConstruct): boolean => Aspects.of(node).all.every((each) => each instanceof StackEvaluation);
    return !this.haveAspectsRun && !this.stack.node.findAll().every(areOwn);
  }

  /** Errors of constructs whose account or login domain collides with that of a stack that was evaluated later. */
  public newCollisions(): string[] {
    const collided = [...this.evaluate()].filter(
      ([, { organization }]) => organization.sameAccount.length > 0 || organization.sameDomain.length > 0,
    );
    return collided.flatMap(([construct, former]) => {
      const evaluation = this.evaluation(former.organization);
      this.evaluate().set(construct, evaluation);
      const known = errorLines(former);
      return errorLines(evaluation).filter((line) => !known.includes(line));
    });
  }

  /** The evaluations of all organizations: those of the last synthesis, or new ones. */
  public evaluations(mode: 'latest' | 'new'): Evaluation[] {
    return mode === 'latest' && this.latest !== undefined ? [...this.latest.values()] : this.newEvaluations();
  }

  /** The evaluations of this synthesis, or else new ones. */
  public current(): Evaluation[] {
    return this.isCurrent ? this.evaluations('latest') : this.newEvaluations();
  }

  /** Evaluates all organizations, once per synthesis. */
  private evaluate(): Map<IConstruct, Evaluation> {
    if (!this.isCurrent || this.latest === undefined) {
      this.latest = new Map(this.newEvaluations().map((evaluation) => [evaluation.organization.construct, evaluation]));
      this.isCurrent = true;
    }
    return this.latest;
  }

  private newEvaluations(): Evaluation[] {
    this.app.identities.update(this.stack);
    // Rules compare the settings with the provider version, so it is decided first.
    decideProviderVersion(this.stack);
    return organizationsIn(this.stack, this.app.identities).map((organization) => this.evaluation(organization));
  }

  private evaluation(organization: Organization): Evaluation {
    return evaluateOrganization(organization, this.app.options.isStrict, (applied) => this.app.requiredBy(applied));
  }
}

function isWithin(scope: IConstruct, other: IConstruct): boolean {
  return scope.node.scopes.includes(other);
}

/** The errors of an organization: `[path] message`. */
function errorLines(evaluation: Evaluation, note = ''): string[] {
  return messagesOf(evaluation, 'error').map((message) => `[${evaluation.organization.path}]${note} ${message}`);
}

/** An error in a message that CDKTF begins with the path of another construct. */
function asForeign(error: string): string {
  return `also ${error}`;
}
