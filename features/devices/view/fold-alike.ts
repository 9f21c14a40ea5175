import type { SharingStatus } from '#domain/field-sharing.ts'
import type { SharedField } from '../shared-fields.ts'
import { isByNature } from './field-sources.ts'

const order: readonly SharingStatus[] = ['shared', 'unknown', 'notApplicable']

/**
 * The rows of a table of fields: each that is shared for itself, then those that the same is said of together; last the
 * fields that are about somebody or something else. Within that, the order of the page.
 */
export const foldAlike = (fields: readonly SharedField[]): SharedField[][] => {
  const key = ({ element, sharing, parts }: SharedField): string =>
    sharing.status === 'shared'
      ? element.key
      : [sharing.why, ...parts.map((part) => `${part.devices} ${part.sharing.why}`)].join('/')
  const rank = ([field]: SharedField[]): number =>
    field ? order.indexOf(field.sharing.status) + (isByNature(field.sharing) ? 1 : 0) : 0
  return [...Map.groupBy(fields, key).values()].toSorted((a, b) => rank(a) - rank(b))
}
