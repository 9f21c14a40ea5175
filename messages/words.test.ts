import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { graphReasons } from '#adapters/graph/reason.ts'
import { auditKinds } from '#domain/audit.ts'
import { logFaults } from '#domain/audit-log.ts'
import { permissions, roles } from '#domain/permission.ts'
import { enrolmentTypes, managementStates, ownerships } from '#domain/tenant.ts'
import en from './en.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }

type Words = { [key: string]: Words | string }
const words: z.ZodType<Words> = z.record(z.string(), z.union([z.string(), z.lazy(() => words)]))
const languages = { en: words.parse(en), fr: words.parse(fr) }

const flatten = (block: Words, path = ''): [string, string][] =>
  Object.entries(block).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  )
const sentences = { en: new Map(flatten(languages.en)), fr: new Map(flatten(languages.fr)) }

/** Names of a sentence's ICU arguments and tags. Braces alternate: an argument, in it branches, in those arguments. */
const argumentsOf = (sentence: string): string[] => {
  const names = new Set<string>()
  let depth = 0
  for (const [found, name, tag] of sentence.matchAll(/\{\s*(\w*)|\}|<(\w+)>/g)) {
    if (tag) names.add(`<${tag}>`)
    else if (found === '}') depth -= 1
    else {
      if (depth % 2 === 0 && name) names.add(name)
      depth += 1
    }
  }
  return [...names].sort()
}

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

/** Every reason that a command, an action or an adapter names in a refusal. */
const namedReasons = (): string[] => {
  const sources = ['adapters', 'cli', 'domain', 'features'].flatMap(sourcesIn)
  const named = sources.flatMap((source) =>
    [...source.matchAll(/\b(?:refused|graphRefusal)(?:<[^>]*>)?\(\s*'(\w+)'/g)].map(
      ([, reason]) => reason ?? '',
    ),
  )
  return [...new Set([...named, ...graphReasons])].sort()
}

test('both languages have the same sentences', () => {
  expect([...sentences.fr.keys()].sort()).toEqual([...sentences.en.keys()].sort())
})

test('a sentence asks for the same values in both languages', () => {
  const differing = [...sentences.en]
    .map(([key, english]) => ({
      key,
      en: argumentsOf(english),
      fr: argumentsOf(sentences.fr.get(key) ?? ''),
    }))
    .filter(({ en, fr }) => en.join() !== fr.join())
  expect(differing).toEqual([])
})

test('French is spaced as French: no ordinary space before a colon, a question mark or inside guillemets', () => {
  const wrong = [...sentences.fr].filter(([, sentence]) => / [:;?!»](?=\s|$)|« /.test(sentence))
  expect(wrong).toEqual([])
})

const languageNames = ['en', 'fr'] as const

test.each(languageNames)('no line ends between an article and its number (%s)', (language) => {
  const apart = [...sentences[language]].filter(([, sentence]) =>
    /(\bart\.|§|\bpar\.) (?=\d)/i.test(sentence),
  )
  expect(apart).toEqual([])
})

test.each(languageNames)('every kind of audit event has a sentence (%s)', (language) => {
  for (const kind of auditKinds) {
    const sentence = sentences[language].get(`audit.kinds.${kind}`)
    expect(sentence, kind).toContain('{actor}')
  }
})

test.each(languageNames)(
  'every fault of an audit log has a sentence on its page and at the terminal (%s)',
  (language) => {
    const keys = logFaults.flatMap((fault) => [`audit.faults.${fault}`, `cli.verify.faults.${fault}`])
    expect(keys.filter((key) => !sentences[language].has(key))).toEqual([])
  },
)

test.each(languageNames)('every refusal has a sentence (%s)', (language) => {
  const reasons = namedReasons()
  expect(reasons.length).toBeGreaterThan(graphReasons.length)
  const missing = reasons.filter((reason) => !sentences[language].has(`refusals.${reason}`))
  expect(missing).toEqual([])
})

test.each(languageNames)('every role and permission has a name (%s)', (language) => {
  const missing = [
    ...roles.map((role) => `roles.${role}.name`),
    ...permissions.map((permission) => `permissions.${permission}`),
  ].filter((key) => !sentences[language].has(key))
  expect(missing).toEqual([])
})

test.each(languageNames)('an event words each reason without the values of its refusal (%s)', (language) => {
  const recorded = [
    ...graphReasons,
    ...['licencesNotRevoked', 'revocationTooSlow', 'devicesStillAssigned', 'devicesStillManaged'],
    ...['devicesToRetire', 'allDevicesToRetire', 'accountChanged', 'certificateStillThere'],
    'certificateCleared',
    ...['revocationToState', 'tokenStillThere', 'noWriteAccess', 'noTenantLink', 'givenUp'],
  ]
  const wordless = recorded.filter((reason) => {
    const short = sentences[language].get(`audit.reasons.${reason}`)
    const said = short ?? sentences[language].get(`refusals.${reason}`)
    return said === undefined || argumentsOf(said).length > 0
  })
  expect(wordless).toEqual([])
})

test.each(languageNames)('everything Intune says of a device has a word (%s)', (language) => {
  const lists = { ownership: ownerships, enrolmentType: enrolmentTypes, managementState: managementStates }
  const missing = Object.entries(lists)
    .flatMap(([list, values]) => values.map((value) => `devices.${list}.${value}`))
    .filter((key) => !sentences[language].has(key))
  expect(missing).toEqual([])
})
