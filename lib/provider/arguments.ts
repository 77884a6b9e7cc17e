import { type TerraformResource, TerraformStack } from 'cdktf';
import { attributesIn, overridesOf } from './fragments';

/** The value of an argument after the overrides of its resource and its stack, without rendering the resource. */
export function argumentOf(resource: TerraformResource, name: string, given: unknown): unknown {
  const overrides: object = overridesOf(resource);
  const stackOverrides = attributesIn(overridesOf(TerraformStack.of(resource)), resource);
  return { [name]: given, ...overrides, ...stackOverrides }[name];
}
