import type { DisclosureFacts, Gap } from '#domain/report/disclosure-facts.ts'
import { groupOf, serviceGroups } from '#domain/service.ts'
import { isOpen, type StatedConnection } from '#features/connections/stated.ts'
import type { WholeService } from '#features/inventory/whole-inventory.ts'
import type { CompleteReading } from '#features/readings/queries.ts'

/**
 * What nobody could check for a report: a tenant not yet read, connections that only a member states, fields Graph does
 * not show, open legal facts.
 */
export const gapsOf = (
  services: readonly WholeService[],
  stated: readonly StatedConnection[],
  reading: CompleteReading | null,
  legal: DisclosureFacts['legal'],
): Gap[] => [
  ...(reading ? [] : [{ of: 'tenant' as const, why: 'reports.document.noReading' }]),
  ...stated.filter(isOpen).map(
    ({ service, name, statedBy, statedAt }): Gap => ({
      of: 'stated',
      service,
      connection: name,
      by: statedBy,
      at: statedAt.toISOString(),
      why: 'reports.document.gaps.stated',
    }),
  ),
  ...fieldGaps(services),
  ...services.flatMap(licenceGaps),
  ...(['recipient', 'transfer', 'role', 'contract', 'authority'] as const).flatMap((fact): Gap[] => {
    const source = legal[fact]?.source
    return source?.grade === 'unverifiable' ? [{ of: 'legal', fact, why: source.why }] : []
  }),
]

const licenceGaps = ({ service, connections }: WholeService): Gap[] =>
  connections.flatMap(({ name, unlistedLicences, bookLicences }) => {
    const gap = (licences: number, why: string): Gap[] =>
      licences > 0 ? [{ of: 'licences', service, connection: name, licences, why }] : []
    return [
      ...gap(unlistedLicences, 'reports.document.gaps.licences'),
      ...gap(bookLicences, 'reports.document.gaps.bookLicences'),
    ]
  })

/** Fields that one heading of the page holds and one reason hides stand together, whichever services share them. */
const fieldGaps = (services: readonly WholeService[]): Gap[] =>
  serviceGroups.flatMap((group) => {
    const [first, ...others] = services.filter(
      ({ service, state }) => state !== 'none' && groupOf(service) === group,
    )
    if (!first) return []
    const hidden = first.elements.flatMap(({ element: { key, observation } }) =>
      observation.observable === 'no' ? [{ key, why: observation.why }] : [],
    )
    return [...Map.groupBy(hidden, ({ why }) => why)].flatMap(([why, fields]): Gap[] => {
      const [field, ...rest] = fields.map(({ key }) => key)
      if (field === undefined) return []
      return [
        {
          of: 'fields',
          services: [first.service, ...others.map(({ service }) => service)],
          keys: [field, ...rest],
          why: `catalogue.observationLimits.${why}`,
        },
      ]
    })
  })
