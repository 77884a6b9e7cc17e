/** Colors of the login page, and their contrast as WCAG 2.2 defines it. */

const COLOR = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** WCAG 2.2, success criterion 1.4.3 (level AA), for text of normal size. */
export const MIN_CONTRAST = 4.5;

/** Whether text is a color in a notation that Cloudflare accepts: `#RGB` or `#RRGGBB`. */
export function isColor(text: string): boolean {
  return COLOR.test(text);
}

/** The contrast ratio of two colors; `NaN` unless both are colors. */
export function contrastRatio(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) {
    return Number.NaN;
  }
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** Formats a contrast ratio with two decimals, rounded down so that an insufficient one never looks sufficient. */
export function formatContrast(ratio: number): string {
  return (Math.floor(ratio * 100) / 100).toFixed(2);
}

/** The relative luminance of a color; `NaN` for anything else. */
function luminance(color: string): number {
  const digits = COLOR.exec(color)?.[1] ?? '';
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const channel = (start: number): number => {
    const value = Number.parseInt(full.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}
