import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { catalogue } from './catalogue.ts'
import { elementSchema } from './schema.ts'
import {
  annotations,
  counted,
  countingReasons,
  directionNotes,
  directions,
  editionIds,
  identifiabilities,
  kinds,
  observabilities,
  observationLimits,
  whose,
} from './vocabulary.ts'

const blocks = {
  annotations,
  counted,
  counting: countingReasons,
  directionNotes,
  directions,
  editionLabels: editionIds,
  editionNotes: editionIds,
  identifiability: identifiabilities,
  kinds,
  observability: observabilities,
  observationLimits,
  typeFrom: elementSchema.shape.typeFrom.options,
  types: elementSchema.shape.type.options,
  whose,
}

const wordsOf = (lang: string) =>
  z
    .object({ catalogue: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(new URL(`../../messages/${lang}.json`, import.meta.url), 'utf8')))
    .catalogue

it.each(['en', 'fr'])(
  'every name the data may use has its words in %s, and no words are left over',
  (lang) => {
    const words = wordsOf(lang)
    for (const [block, names] of Object.entries(blocks)) {
      const sentences = z.record(z.string(), z.string().min(1)).parse(words[block])
      expect([block, Object.keys(sentences).sort()]).toEqual([block, [...names].sort()])
    }
  },
)

it('every reason, note and annotation of the lists is used by an element', () => {
  const { elements } = catalogue
  const used = (names: (string | undefined)[]) => [...new Set(names)].filter(Boolean).sort()
  expect(used(elements.flatMap((element) => element.annotations))).toEqual([...annotations].sort())
  expect(used(elements.map((element) => element.counts.why))).toEqual([...countingReasons].sort())
  expect(used(elements.map((element) => element.directionNote))).toEqual([...directionNotes].sort())
  expect(
    used(elements.map(({ observation }) => ('why' in observation ? observation.why : undefined))),
  ).toEqual([...observationLimits].sort())
})
