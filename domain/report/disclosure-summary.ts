import type { Source } from '../grade.ts'
import { isBack, isStillSharing } from './disclosed-account.ts'
import type { DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import { gapCount } from './disclosure-gaps.ts'
import { loudNotices } from './disclosure-loud.ts'
import type { Block, Cell, Line, Section, Words } from './document.ts'
import { isRead, notReadLine, standingLine } from './service-standing.ts'
import { stateSource } from './service-state-source.ts'
import { countLine, markOf } from './source-words.ts'

/** Fields that go to Apple now. DEP and ASM send the same rows of the page, which count once. */
const sharedFieldCount = (facts: DisclosureFacts): number =>
  new Set(
    facts.services
      .filter(({ state }) => isStillSharing(state))
      .flatMap(({ elements }) => elements.map(({ group, key }) => `${group} ${key}`)),
  ).size

/** Page two: what a reader with one minute must know. */
export const summarySection = (facts: DisclosureFacts, words: Words): Section => ({
  title: words.t('reports.document.summary.title'),
  newPage: true,
  blocks: [
    ...speaksOf(facts, words),
    {
      kind: 'paragraph',
      lines: [
        {
          text: headline(facts, words),
          style: 'strong',
          mark: markOf(facts.totals.devices.source, words),
        },
      ],
    },
    figures(facts, words),
    ...loudNotices(facts, words),
    servicesTable(facts, words),
    ...endedOrExpired(facts, words),
    {
      kind: 'list',
      items: [
        [{ text: words.t('reports.document.summary.grades') }],
        [{ text: words.t('reports.document.summary.twoGrades') }],
        [{ text: words.t('reports.document.summary.bothHalves') }],
        ...(gapCount(facts) > 0
          ? [
              [
                {
                  text: words.t('reports.document.summary.gaps', { count: gapCount(facts) }),
                },
              ],
            ]
          : []),
      ],
    },
    { kind: 'contents', title: words.t('reports.document.contents') },
  ],
})

/** A report of an earlier moment, or of some services, says so before anything else. */
export const speaksOf = ({ asOf, chosen }: DisclosureFacts, words: Words): Block[] => [
  ...(asOf
    ? [
        notice(
          'then',
          words.t('reports.document.summary.thenMeans', { at: words.date(asOf, 'minute') }),
          words,
        ),
      ]
    : []),
  ...(chosen
    ? [
        notice(
          'narrowed',
          words.t('reports.document.summary.narrowedMeans', {
            services: chosen.map((service) => words.t(`services.${service}.name`)).join(', '),
          }),
          words,
        ),
      ]
    : []),
]

const notice = (key: string, text: string, words: Words): Block => ({
  kind: 'notice',
  tone: 'quiet',
  title: words.t(`reports.document.summary.${key}`),
  lines: [{ text }],
})

const headline = (facts: DisclosureFacts, words: Words): string => {
  const fields = sharedFieldCount(facts)
  const values = { organisation: facts.organisation.name, fields }
  if (!facts.services.some((service) => isRead(service, facts)))
    return words.t(`reports.document.summary.${facts.asOf ? 'notReadThen' : 'notRead'}`, {
      organisation: facts.organisation.name,
    })
  if (fields === 0) {
    const isOver = facts.services.some(({ state }) => state !== 'none')
    return words.t(`reports.document.summary.${isOver ? 'noLongerShared' : 'nothingShared'}`, values)
  }
  const { devices, people } = facts.totals
  if (devices.value === null || people.value === null)
    return words.t('reports.document.summary.sharedUncounted', values)
  return words.t('reports.document.summary.shared', {
    ...values,
    devices: devices.value,
    people: people.value,
  })
}

const figures = (facts: DisclosureFacts, words: Words): Block => {
  const flowing = facts.services.filter(({ state }) => isStillSharing(state))
  const counted = facts.totals.devices.source
  const known = (count: number, source: Source): Line =>
    facts.services.some((service) => isRead(service, facts))
      ? { text: words.number(count), style: 'figure', mark: markOf(source, words) }
      : notReadLine(words)
  return {
    kind: 'figures',
    items: [
      { figure: known(flowing.length, counted), label: words.t('reports.document.summary.services') },
      {
        figure: known(sharedFieldCount(facts), fieldsSource(flowing, counted)),
        label: words.t('reports.document.summary.fields'),
      },
      { figure: countLine(facts.totals.devices, words), label: words.t('reports.document.devices') },
      { figure: countLine(facts.totals.people, words), label: words.t('reports.document.people') },
    ],
  }
}

const servicesTable = (facts: DisclosureFacts, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.document.summary.byService', { count: facts.services.length }),
  columns: [
    { title: words.t('reports.document.column.service'), share: 6 },
    { title: words.t('reports.document.column.state'), share: 4 },
    { title: words.t('reports.document.column.since'), share: 4 },
    { title: words.t('reports.document.column.connections'), share: 4, align: 'end' },
    { title: words.t('reports.document.column.fields'), share: 2, align: 'end' },
  ],
  rows: facts.services.map((service) => [
    [
      { text: words.t(`services.${service.service}.name`) },
      { text: words.t(`services.${service.service}.alsoKnownAs`), style: 'quiet' },
    ],
    [standingLine(service, facts, words)],
    [
      service.firstObservedAt === null
        ? { text: words.t('reports.document.notObserved'), style: 'quiet' }
        : {
            text: words.t(`reports.document.${isBack(service) ? 'summary.againSince' : 'atLeastSince'}`, {
              at: words.date(service.firstObservedAt, 'day'),
            }),
            mark: { grade: 'observed', alt: words.t('grades.observed.name') },
          },
    ],
    ...(isRead(service, facts)
      ? countCells(service, facts, words)
      : [[notReadLine(words)], [notReadLine(words)]]),
  ]),
})

/** That fields are sent is known from the page; that none is, from what says that no connection shares. */
const fieldsSource = (sharing: DisclosedService[], none: Source): Source =>
  sharing.flatMap(({ elements }) => elements)[0]?.sentSource ?? none

/** How many connections the service has, and how many fields go over them. */
const countCells = (service: DisclosedService, facts: DisclosureFacts, words: Words): Cell[] => {
  const known = stateSource(service, facts)
  return [
    connectionCounts(service, words).map((line) => ({ ...line, mark: markOf(known, words) })),
    [
      {
        text: words.number(isStillSharing(service.state) ? service.elements.length : 0),
        style: 'figure',
        mark: markOf(fieldsSource(isStillSharing(service.state) ? [service] : [], known), words),
      },
    ],
  ]
}

/** Ended connections are told apart: nothing goes over them any more. */
const connectionCounts = ({ connections }: DisclosedService, words: Words): Line[] => {
  const emptied = connections.filter(({ state }) => state.value === 'emptied').length
  const sharing = connections.filter(({ state }) => isStillSharing(state.value)).length
  const held = connections.filter(({ state }) => state.value === 'disabled').length
  const ended = connections.length - sharing - emptied - held
  const expired = connections.filter(({ state }) => state.value === 'expired').length
  const none = { text: words.t('reports.document.summary.connectionsNone') }
  const counts = [
    ...(sharing > 0
      ? [{ text: words.t('reports.document.summary.connectionsSharing', { sharing, expired }) }]
      : []),
    ...(emptied > 0 ? [{ text: words.t('reports.document.summary.connectionsEmptied', { emptied }) }] : []),
    ...(held > 0 ? [{ text: words.t('reports.document.summary.connectionsHeld', { held }) }] : []),
    ...(ended > 0 ? [{ text: words.t('reports.document.summary.connectionsEnded', { ended }) }] : []),
  ]
  return counts.length > 0 ? counts : [none]
}

/** The connections that a count of services would hide, by name: an expired token is not a revoked one. */
const endedOrExpired = (facts: DisclosureFacts, words: Words): Block[] => {
  const items = facts.services.flatMap(({ service, connections }) =>
    connections
      .filter(({ state }) => state.value === 'expired' || !isStillSharing(state.value))
      .map(({ name, state }): Line[] => [
        {
          text: words.t('reports.document.summary.inState', {
            connection: name,
            service: words.t(`services.${service}.short`),
            state: words.t(`states.${state.value}`),
          }),
          mark: markOf(state.source, words),
        },
      ]),
  )
  if (items.length === 0) return []
  return [
    { kind: 'heading', text: words.t('reports.document.summary.endedOrExpired') },
    { kind: 'list', items },
  ]
}
