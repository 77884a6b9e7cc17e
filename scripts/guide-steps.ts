/**
 * The steps of a page that a reader follows, in order. After `name`: a code block is a file, and a `diff` block is a
 * change of the file that was named last (`diff yaml` if it is no program). `sh` blocks are commands, and `sh fails` blocks are commands that must fail. A
 * `text` block after commands is their output, in which a line `…` stands for omitted lines. Sections with the name of a
 * language are for that language only.
 */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'change'; readonly name: string; readonly diff: string }
  | { readonly kind: 'commands'; readonly commands: string; readonly fails: boolean; output?: string };

/** The languages of sections, as in their headings. */
export const LANGUAGES = ['TypeScript', 'Python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A heading, or a code block with its info string and the paragraph before it. */
const PART = /^#+ (?<heading>[^\n]*)$|(?<before>^[^\n]*\n\n)?^```(?<info>[^\n]*)\n(?<code>.*?)^```$/gms;

export function stepsOf(page: string, language: Language): Step[] {
  const steps: Step[] = [];
  let isForReader = true;
  let name = '';
  for (const { groups = {} } of page.matchAll(PART)) {
    const { heading, before = '', info = '', code = '' } = groups;
    if (heading !== undefined) {
      isForReader = !LANGUAGES.some((each) => each === heading && each !== language);
    } else if (isForReader) {
      name = /`([\w-]+\.\w+)`/.exec(before)?.[1] ?? name;
      addStep(steps, info, before, name, code);
    }
  }
  return steps;
}

function addStep(steps: Step[], info: string, before: string, name: string, code: string): void {
  const last = steps.at(-1);
  if (/^diff\b/.test(info)) {
    steps.push({ kind: 'change', name, diff: code });
  } else if (before.startsWith('`')) {
    steps.push({ kind: 'file', name, text: code });
  } else if (info === 'sh' || info === 'sh fails') {
    steps.push({ kind: 'commands', commands: code, fails: info === 'sh fails' });
  } else if (info.startsWith('text') && last?.kind === 'commands') {
    last.output = code;
  }
}

/** A file after a change, whose unchanged and removed lines must occur exactly once in it. */
export function changed(text: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const without = (sign: string): string =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const [before, after, ...others] = text.split(without('+'));
  if (before === undefined || after === undefined || others.length > 0) {
    throw new Error(`These lines do not occur exactly once:\n${without('+')}`);
  }
  return before + without('-') + after;
}

/** The first shown line or group of lines that an output lacks, in order, regardless of indentation and empty lines. */
export function missingFrom(output: string, shown: string): string | undefined {
  let rest = `\n${normalized(output)}\n`;
  const groups = normalized(shown).split(/^…$/m);
  for (const group of groups.map((each) => each.trim()).filter((each) => each !== '')) {
    const lines = `\n${group}\n`;
    const start = rest.indexOf(lines);
    if (start < 0) {
      return group;
    }
    rest = rest.slice(start + lines.length - 1);
  }
  return undefined;
}

function normalized(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n');
}
