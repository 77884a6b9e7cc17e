import type { App } from 'cdktf';

/**
 * Synthesizes an app. Errors are printed without their call stack, which is that of CDKTF, and without CDKTF's advice to
 * skip the validation.
 */
export function synthesize(app: App): void {
  try {
    app.synth();
  } catch (error) {
    console.error((error as Error).message.replace(/\n\nIf you wish to ignore .*/s, ''));
    process.exitCode = 1;
  }
}
