import { textOf } from '../catalogue/catalogue.ts'
import type { Population } from '../catalogue/counting.ts'
import type { Element, ElementText } from '../catalogue/schema.ts'
import type { EditionId } from '../catalogue/vocabulary.ts'
import type { Source } from '../grade.ts'
import type { DisclosedElement } from './disclosure-facts.ts'

const disclosedText = ({ label, purpose, edition, row, ours }: ElementText) => ({
  label,
  purpose,
  edition,
  row,
  ours,
})

/**
 * A catalogue element as a report freezes it, with the words of `edition` in both languages and the population
 * that a reading found. That it is sent is documented by the page unless Apple's side confirmed it. Null where
 * that edition lacks the row: another edition's words never stand in for it.
 */
export const disclosedElement = (
  element: Element,
  edition: EditionId,
  population: Population,
  populationSource: Source,
  confirmation?: Source,
): DisclosedElement | null => {
  const en = textOf(element.group, element.key, 'en', edition)
  const fr = textOf(element.group, element.key, 'fr', edition)
  if (!en || !fr) return null
  const { group, key, protocolKeys, kind, whose, identifiability, direction, counts } = element
  return {
    group,
    key,
    protocolKeys,
    texts: { en: disclosedText(en), fr: disclosedText(fr) },
    kind,
    whose,
    identifiability,
    direction,
    directionNote: `catalogue.directionNotes.${element.directionNote}`,
    annotations: element.annotations.map((note) => `catalogue.annotations.${note}`),
    counts: { of: counts.of, why: `catalogue.counting.${counts.why}` },
    ...population,
    sentSource: confirmation ?? { grade: 'documented', edition: en.edition, row: en.row },
    populationSource,
  }
}
