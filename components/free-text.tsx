const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** What a person wrote: it may be one long word, and a direction it sets ends with it. */
export function FreeText({ children }: { children: string }) {
  return <bdi>{children}</bdi>
}

/**
 * The same within a sentence of ours, which takes only text: direction controls are held between U+2068 and U+2069
 * (Unicode, UAX #9), so that none of them reaches our words.
 */
export const isolated = (text: string): string => (bidiControls.test(text) ? `\u2068${text}\u2069` : text)
