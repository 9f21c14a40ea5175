import { catalogue, currentEdition } from '#domain/catalogue/catalogue.ts'
import type { Element } from '#domain/catalogue/schema.ts'
import { bestMatches } from '#domain/match.ts'
import { groupOf, type Service, services } from '#domain/service.ts'

export type FieldFound = { service: Service; group: Element['group']; key: string }

/** Fields by their name in either language or by their key, for each service of theirs that anything goes over, or one. */
export const fieldsFound = (sought: string, connected: ReadonlySet<Service>, most: number): FieldFound[] =>
  bestMatches(
    sought,
    catalogue.elements.flatMap((element) =>
      leadingTo(element, connected).map((service) => ({ element, service })),
    ),
    ({ element }) => textsOf(element),
    most,
  ).map(({ element: { group, key }, service }) => ({ service, group, key }))

const leadingTo = ({ group }: Element, connected: ReadonlySet<Service>): Service[] => {
  const own = services.filter((service) => groupOf(service) === group)
  const used = own.filter((service) => connected.has(service))
  return used.length > 0 ? used : own.slice(0, 1)
}

const textsOf = ({ group, key, protocolKeys }: Element): string[] => [
  key,
  key.replaceAll('_', ' '),
  ...protocolKeys,
  ...catalogue.texts.flatMap((text) =>
    text.edition === currentEdition.id && text.group === group && text.key === key ? [text.label] : [],
  ),
]
