import { catalogue, currentEdition } from '#domain/catalogue/catalogue.ts'
import type { Element } from '#domain/catalogue/schema.ts'
import { bestMatches } from '#domain/match.ts'
import { groupOf, type Service, services } from '#domain/service.ts'

export type FieldFound = { service: Service; group: Element['group']; key: string }

/** Fields by their name in either language or by their key; each leads to a service that anything goes over, if one does. */
export const fieldsFound = (sought: string, connected: ReadonlySet<Service>, most: number): FieldFound[] =>
  bestMatches(sought, catalogue.elements, textsOf, most).flatMap(({ group, key }) => {
    const over = services.filter((service) => groupOf(service) === group)
    const service = over.find((each) => connected.has(each)) ?? over[0]
    return service ? [{ service, group, key }] : []
  })

const textsOf = ({ group, key, protocolKeys }: Element): string[] => [
  key,
  key.replaceAll('_', ' '),
  ...protocolKeys,
  ...catalogue.texts.flatMap((text) =>
    text.edition === currentEdition.id && text.group === group && text.key === key ? [text.label] : [],
  ),
]
