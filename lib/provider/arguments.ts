import { type TerraformResource, TerraformStack } from 'cdktf';
import { type Attributes, attributesIn, overridesOf } from './fragments';

/** The value of an argument after the overrides of its resource and its stack, without rendering the resource. */
export function argumentOf(resource: TerraformResource, name: string, given: unknown): unknown {
  const layers = [
    attributesIn(overridesOf(TerraformStack.of(resource)), resource),
    overridesOf(resource) as Attributes,
  ];
  const upper = layers.find((overrides) => Object.hasOwn(overrides ?? {}, name));
  return upper ? upper[name] : given;
}
