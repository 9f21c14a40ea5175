import type { Command } from 'commander'
import { z } from 'zod'
import { done } from '#domain/outcome.ts'
import { asOfDay, momentOf } from '#features/inventory/as-of.ts'
import type { SharedBefore } from '#features/inventory/shared-before.ts'
import { type WholeInventory, wholeInventory } from '#features/inventory/whole-inventory.ts'
import { organisation } from '#features/organisations/queries.ts'
import { act } from './act.ts'
import { WrongUsage } from './failure.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { definitions, table } from './table.ts'
import { day, language, moment, number, t } from './words.ts'

/** A moment, or a day: through its end in the organisation's time zone. */
const asOf = z.union([z.iso.datetime({ offset: true }).transform((at) => new Date(at)), z.iso.date()])
const input = z.object({ organisation: text, asOf: asOf.optional() })

export const addInventory = (parent: Command): void => {
  organisationCommand(parent, 'inventory', t('cli.inventory.about'))
    .option('--as-of <time>', t('cli.options.asOf'))
    .action(
      act(input, async ({ organisation: named, asOf }) => {
        const found = await namedOrganisation(named)
        if (!found.ok) return found
        const { actor } = found.value
        const { timeZone } = await organisation(actor)
        const now = new Date()
        const day = asOf instanceof Date ? null : asOfDay(asOf, timeZone, now)
        const isToCome = asOf instanceof Date ? asOf > now : day?.kind === 'future'
        if (isToCome) throw new WrongUsage(t('cli.usage.toCome', { what: '--as-of' }))
        const at = asOf instanceof Date ? { asOf } : day ? momentOf(day) : {}
        const shown = await wholeInventory(actor, { lang: language, ...at })
        return done({ json: recordOf(shown), text: wordsOf(shown, timeZone) })
      }),
    )
}

const recordOf = ({ organisation, reading, services }: WholeInventory) => ({
  organisation: { id: organisation.id, name: organisation.name },
  reading: reading && { id: reading.id, finishedAt: reading.finishedAt },
  services: services.map(({ service, state, connections, elements }) => ({
    service,
    state,
    connections: connections.map(({ id, externalId, name, account, state, expiresAt, population }) => ({
      id,
      externalId,
      name,
      appleId: account?.appleId ?? null,
      state,
      expiresAt,
      devices: population.value.devices,
      people: population.value.people,
    })),
    elements: elements.map(({ element, text, sent, population }) => ({
      key: element.key,
      label: text.label,
      devices: population.value.devices,
      people: population.value.people,
      grade: sent.grade,
      populationGrade: population.source.grade,
      source: { edition: text.edition, row: text.row },
    })),
  })),
})

const counts = () => [
  { header: t('cli.column.devices'), numeric: true },
  { header: t('cli.column.people'), numeric: true },
]

const wordsOf = (shown: WholeInventory, timeZone: string): string =>
  [headOf(shown, timeZone), servicesOf(shown), ...connectionsOf(shown, timeZone), ...elementsOf(shown)].join(
    '\n\n',
  )

const headOf = ({ organisation, reading }: WholeInventory, timeZone: string): string =>
  definitions([
    [t('cli.column.organisation'), organisation.name],
    [
      t('cli.read.reading'),
      reading
        ? t('cli.inventory.reading', { sequence: reading.sequence, at: moment(reading.finishedAt, timeZone) })
        : t('inventory.why.notRead'),
    ],
  ])

/** Of what nobody has read it is not known whether it is connected. */
const servicesOf = ({ reading, services }: WholeInventory): string =>
  table(
    [{ header: t('cli.column.service') }, { header: t('cli.column.state') }, ...counts()],
    services.map(({ service, state, population: { value } }) => [
      t(`services.${service}.name`),
      reading ? t(`states.${state}`) : t('inventory.stateNotKnown'),
      ...(reading
        ? [number(value.devices), number(value.people)]
        : [t('inventory.notKnown'), t('inventory.notKnown')]),
    ]),
  )

const connectionsOf = ({ services }: WholeInventory, timeZone: string): string[] => {
  const rows = services.flatMap(({ service, connections }) =>
    connections.map(({ name, account, state, expiresAt, population: { value }, sharedBefore }) => [
      name,
      t(`services.${service}.short`),
      account?.appleId ?? '–',
      state === 'disabled' && sharedBefore
        ? `${t(`states.${state}`)} (${untilWords(sharedBefore, timeZone)})`
        : t(`states.${state}`),
      day(expiresAt, timeZone),
      number(value.devices),
      number(value.people),
    ]),
  )
  const headers = ['connection', 'service', 'appleId', 'state', 'expires']
  const columns = [...headers.map((key) => ({ header: t(`cli.column.${key}`) })), ...counts()]
  return rows.length > 0 ? [table(columns, rows)] : []
}

/** Nothing goes over it any more, but Apple still holds what did. */
const untilWords = ({ until, devices, people, reading }: SharedBefore, timeZone: string): string =>
  t('inventory.sharedUntil', { date: day(until ?? reading.finishedAt, timeZone), devices, people })

/** A person is spared the fields of services that were never connected. */
const elementsOf = ({ services }: WholeInventory): string[] => {
  const rows = services
    .filter(({ state }) => state !== 'none')
    .flatMap(({ service, elements }) =>
      elements.map(({ element, sent, population: { value, source } }) => [
        element.key,
        t(`services.${service}.short`),
        number(value.devices),
        number(value.people),
        t(`grades.${sent.grade}.name`),
        t(`grades.${source.grade}.name`),
      ]),
    )
  const columns = [
    { header: t('cli.column.element') },
    { header: t('cli.column.service') },
    ...counts(),
    { header: t('cli.column.sent') },
    { header: t('cli.column.concerns') },
  ]
  return rows.length > 0 ? [table(columns, rows)] : []
}
