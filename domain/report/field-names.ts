import type { Line } from './document.ts'

/**
 * Fields by their names on Microsoft's page, in one line. Of some fields the page's name is the key of Apple's protocol,
 * by which the catalogue knows them too: it is set as one.
 */
export const fieldNames = (
  fields: readonly { key: string; label: string }[],
): Required<Pick<Line, 'text' | 'parts'>> => {
  const parts = fields.flatMap(({ key, label }, index) => [
    ...(index === 0 ? [] : [{ text: ', ', isKey: false }]),
    { text: label, isKey: label === key },
  ])
  return { text: parts.map(({ text }) => text).join(''), parts }
}

/** The same within a sentence that names them. */
export const naming = (
  sentence: string,
  fields: readonly { key: string; label: string }[],
): ReturnType<typeof fieldNames> => {
  const names = fieldNames(fields)
  const at = sentence.indexOf(names.text)
  if (at < 0) throw new Error('a sentence about fields that does not name them')
  const around = [sentence.slice(0, at), sentence.slice(at + names.text.length)]
  const [before = [], after = []] = around.map((text) => (text === '' ? [] : [{ text, isKey: false }]))
  return { text: sentence, parts: [...before, ...names.parts, ...after] }
}
