import type { IResolvable, IResolveContext } from 'cdktf';

/**
 * A token that CDKTF replaces with a value in which it does not search for tokens: it contains none, and searching long
 * text takes time.
 */
export class LateValue implements IResolvable {
  public readonly creationStack: string[] = [];

  /**
   * @param value computes the value when the stack is written
   * @param uses what CDKTF prepares before that, such as references to other stacks
   */
  public constructor(
    private readonly value: () => unknown,
    private readonly uses: unknown,
  ) {}

  public resolve(context: IResolveContext): unknown {
    if (context.preparing) {
      return this.uses;
    }
    context.registerPostProcessor({ postProcess: () => this.value() });
    return undefined;
  }
}
