import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

/** What can be wrong with one construct. */
interface Check {
  readonly construct: IConstruct;
  readonly errors: () => string[];
}

const CHECKS = new WeakMap<IConstruct, Map<TerraformStack, StackChecks>>();

/** The validations of one stack: CDKTF stops at the first stack with errors, so those of the others come along. */
export class StackChecks {
  /** The checks of a stack. */
  public static of(stack: TerraformStack): StackChecks {
    const { root } = stack.node;
    const all = CHECKS.get(root) ?? new Map<TerraformStack, StackChecks>();
    CHECKS.set(root, all);
    const own = all.get(stack) ?? new StackChecks(all);
    all.set(stack, own);
    return own;
  }

  private readonly checks: Check[] = [];
  private refresh: () => void = () => undefined;
  private toldOthers = false;

  private constructor(private readonly all: ReadonlyMap<TerraformStack, StackChecks>) {}

  /** What has to be done before the checks, when CDKTF has not visited the stack. */
  public before(refresh: () => void): void {
    this.refresh = refresh;
  }

  /** Adds a check, which runs with the validations of its construct. */
  public add(check: Check): void {
    this.checks.push(check);
    check.construct.node.addValidation({ validate: () => this.validate(check) });
  }

  /** A synthesis begins. */
  public begin(): void {
    this.toldOthers = false;
  }

  private validate({ errors }: Check): string[] {
    const own = errors();
    if (own.length === 0 || this.toldOthers) {
      return own;
    }
    this.toldOthers = true;
    return [...own, ...[...this.all.values()].filter((other) => other !== this).flatMap((other) => other.told())];
  }

  private told(): string[] {
    this.refresh();
    return this.checks.flatMap(({ construct, errors }) =>
      errors().map((message) => `also [${construct.node.path}] ${message}`),
    );
  }
}
