export type Part = { part: string; at: number; isSought: boolean }

/** One letter for one letter, so that a place in the folded text is the same place in the text. */
const folded = (text: string): string =>
  [...text.normalize('NFC')]
    .map((letter) => {
      const [plain = letter] = letter.normalize('NFD').toLowerCase()
      return plain.length === letter.length ? plain : letter
    })
    .join('')

/** A text cut at each place where what is sought stands in it, whatever its case and accents. */
export const highlightsIn = (text: string, sought: string): Part[] => {
  const whole = text.normalize('NFC')
  const place = folded(whole)
  const wanted = folded(sought.trim())
  const parts: Part[] = []
  let from = 0
  while (from < whole.length) {
    const found = wanted === '' ? -1 : place.indexOf(wanted, from)
    const to = found < 0 ? whole.length : found
    if (from < to) parts.push({ part: whole.slice(from, to), at: from, isSought: false })
    if (found < 0) break
    parts.push({ part: whole.slice(found, found + wanted.length), at: found, isSought: true })
    from = found + wanted.length
  }
  return parts
}
