import { currentEdition, saysTheSame } from '#domain/catalogue/catalogue.ts'
import type { ElementText } from '#domain/catalogue/schema.ts'
import type { EditionId } from '#domain/catalogue/vocabulary.ts'

/** How an edition's words for an element stand against the current one's: `messages.inventory.words.against`. */
export type Wording = 'same' | 'reworded' | 'absent' | 'moved'

/** Compared in English, the only language both pages are written in. `moved`: the same words on another row. */
export const wordingAgainst = (texts: readonly ElementText[], edition: EditionId): Wording => {
  const english = (id: EditionId) => texts.find((text) => text.edition === id && text.lang === 'en')
  const older = english(edition)
  const current = english(currentEdition.id)
  if (!older || !current) return 'absent'
  if (!saysTheSame(current.group, current.key, edition, currentEdition.id)) return 'reworded'
  return older.row === current.row ? 'same' : 'moved'
}
