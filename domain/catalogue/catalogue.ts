import { z } from 'zod'
import type { ServiceGroup } from '#domain/service.ts'
import type { Language } from '../language.ts'
import editionsData from './editions.json' with { type: 'json' }
import elementsData from './elements.json' with { type: 'json' }
import { type ElementText, editionSchema, elementSchema, textsSchema } from './schema.ts'
import currentEnglish from './texts/2023-12.en.json' with { type: 'json' }
import currentFrench from './texts/2023-12.fr.json' with { type: 'json' }
import olderEnglish from './texts/pre-2023-12.en.json' with { type: 'json' }
import olderFrench from './texts/pre-2023-12.fr.json' with { type: 'json' }
import type { EditionId } from './vocabulary.ts'

const flattened = (file: unknown): ElementText[] => {
  const { rows, ...common } = textsSchema.parse(file)
  return rows.map((row) => ({ ...common, ...row, purpose: row.sentences.join(' ') }))
}

/** Microsoft's page as data: editions newest first, elements and texts in the order of the page. */
export const catalogue = {
  editions: z.tuple([editionSchema], editionSchema).parse(editionsData),
  elements: z.array(elementSchema).parse(elementsData),
  texts: [currentEnglish, currentFrench, olderEnglish, olderFrench].flatMap(flattened),
}

/** The newest edition, cited unless another one is named. */
export const [currentEdition] = catalogue.editions

/** The elements under one heading of the page, in its order. */
export const elementsOf = (group: ServiceGroup) =>
  catalogue.elements.filter((element) => element.group === group)

/** One element, or undefined: the same key may stand under two headings, as `serial_number` does. */
export const elementOf = (group: ServiceGroup, key: string) =>
  catalogue.elements.find((element) => element.group === group && element.key === key)

/** The words of one edition for an element, or undefined where that edition lacks the row. */
export const textOf = (
  group: ServiceGroup,
  key: string,
  lang: Language,
  edition: EditionId = currentEdition.id,
): ElementText | undefined =>
  catalogue.texts.find(
    (text) => text.edition === edition && text.lang === lang && text.group === group && text.key === key,
  )

/**
 * Whether two editions say a row in the same words, compared in English: the only language both pages are written in.
 * A row that only moved is the same; one that either lacks is not.
 */
export const saysTheSame = (group: ServiceGroup, key: string, one: EditionId, other: EditionId): boolean => {
  const [before, after] = [textOf(group, key, 'en', one), textOf(group, key, 'en', other)]
  return before?.label === after?.label && before?.purpose === after?.purpose
}

/** What one edition says otherwise than another. */
export type EditionDifferences = {
  added: ElementText[]
  removed: ElementText[]
  reworded: { before: ElementText; after: ElementText }[]
}

/** Rows added, removed and reworded from one edition to another (`saysTheSame`). */
export const differences = (from: EditionId, to: EditionId): EditionDifferences => {
  const english = (edition: EditionId) =>
    catalogue.texts.filter((text) => text.edition === edition && text.lang === 'en')
  const counterpart = (text: ElementText, edition: EditionId) => textOf(text.group, text.key, 'en', edition)
  return {
    added: english(to).filter((text) => !counterpart(text, from)),
    removed: english(from).filter((text) => !counterpart(text, to)),
    reworded: english(to).flatMap((after) => {
      const before = counterpart(after, from)
      return before && !saysTheSame(after.group, after.key, from, to) ? [{ before, after }] : []
    }),
  }
}
