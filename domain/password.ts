import { done, type Outcome, refused } from './outcome.ts'

export const shortestPassword = 12
export const longestPassword = 200

/** The product's own name, which nobody's password may lean on. */
const productName = 'Pomona'

/** Names of the organisation and the member, which whoever guesses tries first. */
export type OwnNames = { organisation: string; name: string; login: string }

export type PasswordReason = 'passwordEasy' | 'passwordOwnWords'

/**
 * Whether somebody may choose a password. Their own names and ours are no part of it: as much as a whole password must be
 * left without them. `commonest` are passwords in lower case, those too that are shorter than one may be.
 */
export const decidePassword = (
  password: string,
  { own, commonest }: { own: OwnNames; commonest: ReadonlySet<string> },
): Outcome<null, PasswordReason> => {
  const written = password.normalize('NFKC').toLowerCase()
  const readings = [written, asLetters(written)]
  const rests = readings.map((reading) => without(reading, wordsOf(own)))
  if (rests.some((rest, at) => rest !== readings[at] && lengthOf(rest) < shortestPassword)) {
    return refused('passwordOwnWords', { minimum: shortestPassword })
  }
  return [...readings, ...rests].some((text) => isEasy(text, commonest))
    ? refused('passwordEasy')
    : done(null)
}

const lengthOf = (text: string): number => [...text].length

/** One of the commonest, such a one with figures and marks around it, or a short piece again and again. */
const isEasy = (text: string, commonest: ReadonlySet<string>): boolean => {
  const core = text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const piece = /^(.+?)\1+$/su.exec(text)?.[1]
  return (
    [text, core, asLetters(core)].some((each) => commonest.has(each)) ||
    (piece !== undefined && lengthOf(piece) < shortestPassword)
  )
}

const lookAlikes: Record<string, string> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' },
}

/** Figures and marks that stand for a letter, read as it. */
const asLetters = (text: string): string =>
  text.replaceAll(/[013457@$!]/g, (character) => lookAlikes[character] ?? character)

/** Shorter ones are in too many other words. */
const shortestWord = 4

/** The words of the names, and each name written as one; of an e-mail address what stands before the @. */
const wordsOf = ({ organisation, name, login }: OwnNames): string[] =>
  [productName, organisation, name, login.split('@')[0] ?? '']
    .map((text) =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    )
    .flatMap((words) => [words.join(''), ...words])
    .filter((word) => lengthOf(word) >= shortestWord)
    .toSorted((one, other) => other.length - one.length)

const without = (text: string, words: readonly string[]): string =>
  words.reduce((rest, word) => rest.replaceAll(word, ''), text)
