const invisibleOrBroken = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/u

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Of the marks that join an emoji's parts nothing is hidden: Unicode lists each sequence that is one picture. */
const emoji = /^\p{RGI_Emoji}$/v
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * A text as a report can print it without lying about it. What our fonts cannot draw, and what would be
 * invisible or reorder its neighbours (controls, zero-width and bidirectional marks, lone surrogates), is
 * spelled out as `[U+202E]`; a line break is a space, everything else stays as it is. PDF/A and PDF/UA refuse text without a glyph, so
 * one Thai letter in a device's name would otherwise fail a whole report. The embedded facts keep the original.
 */
export const printable = (text: string, covers: (codePoint: number) => boolean): string => {
  let printed = ''
  let spelled: string[] = []
  const flush = () => {
    if (spelled.length > 0) printed += `[${spelled.join(' ')}]`
    spelled = []
  }
  const isDrawn = (character: string) => covers(character.codePointAt(0) ?? 0)
  const print = (drawn: string) => {
    flush()
    printed += drawn
  }
  const line = text.replaceAll(/\r\n?|\n/g, ' ')
  // Of plain text, which is nearly all there is, no character is part of a sequence.
  const isPlain = !/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(line)
  for (const grapheme of isPlain ? [line] : [...graphemes.segment(line)].map(({ segment }) => segment)) {
    if (emoji.test(grapheme) && [...grapheme].every((part) => isDrawn(part))) print(grapheme)
    else
      for (const character of grapheme) {
        if (invisibleOrBroken.test(character) || !isDrawn(character)) spelled.push(nameOf(character))
        else print(character)
      }
  }
  flush()
  return printed
}

/** The same JSON value with every text in it made printable; property names are ours and stay. */
export const printableDeep = (value: unknown, covers: (codePoint: number) => boolean): unknown => {
  if (typeof value === 'string') return printable(value, covers)
  if (Array.isArray(value)) return value.map((item) => printableDeep(item, covers))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printableDeep(item, covers)]))
  return value
}
