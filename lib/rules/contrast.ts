/** The contrast of two colours, as WCAG 2.2 computes it. */

const COLOR = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** WCAG 2.2, success criterion 1.4.3 (level AA), for text of normal size. */
export const LEAST_CONTRAST = 4.5;

/** Whether text is a colour as Cloudflare takes it: `#RGB` or `#RRGGBB`. */
export function isColor(text: string): boolean {
  return COLOR.test(text);
}

/** WCAG 2.2, contrast ratio; not a number unless both are colours. */
export function contrastBetween(one: string | undefined, other: string | undefined): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** A contrast with two decimals, rounded down: one that is just too low never looks like enough. */
export function contrastText(contrast: number): string {
  return (Math.floor(contrast * 100) / 100).toFixed(2);
}

/** WCAG 2.2, relative luminance; not a number for what is no colour. */
function luminance(color: string | undefined): number {
  const digits = COLOR.exec(color ?? '')?.[1] ?? '';
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const channel = (start: number): number => {
    const value = Number.parseInt(full.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}
