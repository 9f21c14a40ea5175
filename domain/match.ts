/** Letters without case and accents: whoever seeks « Ostergaard » means Østergaard, and « etat » état. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[øæœßđł]/g, (letter) => plain[letter] ?? letter)

const plain: Partial<Record<string, string>> = { ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', đ: 'd', ł: 'l' }

/** How well a text matches what is sought: 0 is the whole of it, then its beginning, a word's, any part. */
const rankIn = (sought: string, text: string): number => {
  if (text === sought) return 0
  if (text.startsWith(sought)) return 1
  const at = text.indexOf(sought)
  if (at < 0) return Number.POSITIVE_INFINITY
  return wordStarts(text).some((start) => text.startsWith(sought, start)) ? 2 : 3
}

const wordStarts = (text: string): number[] => [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index)

/** Those whose texts match what is sought, the best first, otherwise in the order they came in. */
export const bestMatches = <One>(
  sought: string,
  among: readonly One[],
  textsOf: (one: One) => readonly (string | null)[],
  most: number,
): One[] => {
  const wanted = folded(sought.trim())
  const rankOf = (one: One): number =>
    Math.min(...textsOf(one).flatMap((text) => (text === null ? [] : [rankIn(wanted, folded(text))])))
  return among
    .map((one) => ({ one, rank: rankOf(one) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one }) => one)
}
