import { currentEdition, textOf } from '#domain/catalogue/catalogue.ts'
import type { Element } from '#domain/catalogue/schema.ts'
import type { FieldSharing } from '#domain/field-sharing.ts'
import type { Source } from '#domain/grade.ts'
import type { Sighting } from '#features/readings/witnesses.ts'
import type { ServiceFields } from '../shared-fields.ts'

/** How it is known that a field is sent at all: by its row of the page. */
export const sentSource = ({ group, key }: Element): Source => {
  const text = textOf(group, key, 'en')
  if (!text) throw new Error(`no words for ${group}/${key}`)
  return { grade: 'documented', edition: currentEdition.id, row: text.row }
}

/** Whether a field is about somebody or something else, whatever is read. */
export const isByNature = ({ why }: FieldSharing): boolean =>
  why === 'aboutOrganisation' || why === 'aboutAdministrator' || why === 'aboutHolder'

/** How it is known whom a field concerns. Whom it is about by its nature the catalogue says: no reading is cited. */
export const concernSource = (sharing: FieldSharing, standing: Sighting | null): Source | null => {
  if (sharing.status === 'unknown') return { grade: 'unverifiable', why: `fieldSharing.why.${sharing.why}` }
  return isByNature(sharing) ? null : (standing?.source ?? null)
}

/** Every source that a page cites for its fields. */
export const fieldSources = (told: readonly ServiceFields[], standing: Sighting | null): Source[] =>
  told
    .flatMap(({ fields }) => fields)
    .flatMap(({ element, sharing }) => [
      sentSource(element),
      ...[concernSource(sharing, standing)].flatMap((source) => source ?? []),
    ])
