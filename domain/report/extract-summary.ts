import { groupOf } from '../service.ts'
import type { Block, Line, Section, Words } from './document.ts'
import type { ExtractFacts, ExtractSharing } from './extract-facts.ts'
import { markOf } from './source-words.ts'

/** The page that can be read in a minute: how much is shared about the person, and what has been. */
export const summarySection = (facts: ExtractFacts, name: string, words: Words): Section => ({
  title: words.t('reports.document.summary.title'),
  newPage: true,
  blocks: [
    {
      kind: 'paragraph',
      lines: [
        { text: headline(facts, name, words), style: 'strong' },
        { text: scope(facts, words) },
        ...goneMeans(facts, words),
      ],
    },
    ...(facts.subject.kind === 'nobody' ? [] : [figures(facts, words)]),
    { kind: 'contents', title: words.t('reports.document.contents') },
  ],
})

/** Where all is over the headline says so. */
const goneMeans = (facts: ExtractFacts, words: Words): Line[] => {
  const { now, before } = counted(facts)
  return now > 0 && before > 0 ? [{ text: words.t('reports.extract.goneMeans') }] : []
}

/** Fields that go to Apple at the moment of the extract, or went before it. Services that share a row of the page count it once. */
const counted = (facts: ExtractFacts) => {
  const told = [...facts.own, ...facts.devices.flatMap(({ sharing }) => sharing)]
  const isNow = ({ spans }: ExtractSharing) => spans.some(({ until }) => until === null)
  const keysOf = (sharing: readonly ExtractSharing[]) =>
    new Set(sharing.flatMap(({ service, keys }) => keys.map((key) => `${groupOf(service)}/${key}`)))
  const shared = told.filter(({ status }) => status === 'shared')
  const now = keysOf(shared.filter(isNow))
  const before = [...keysOf(shared)].filter((key) => !now.has(key))
  const unknown = [...keysOf(told.filter(({ status }) => status === 'unknown'))].filter(
    (key) => !now.has(key) && !before.includes(key),
  )
  return { now: now.size, before: before.length, unknown: unknown.length }
}

const headline = (facts: ExtractFacts, name: string, words: Words): string => {
  const organisation = facts.organisation.name
  if (facts.subject.kind === 'nobody') {
    return words.t('reports.extract.headline.nobody', { organisation, about: facts.request.about })
  }
  const { now, before } = counted(facts)
  const { namedOn = [] } = facts
  if (now === 0 && before === 0 && namedOn.length > 0) {
    const still = namedOn.filter(({ spans }) => spans.some(({ until }) => until === null)).length
    return still > 0
      ? words.t('reports.extract.headline.named', { organisation, name, count: still })
      : words.t('reports.extract.headline.namedBefore', { organisation, name, count: namedOn.length })
  }
  const state = now > 0 ? 'now' : before > 0 ? 'before' : 'none'
  return words.t(`reports.extract.headline.${state}`, { organisation, name, count: now })
}

const scope = ({ reading, edition }: ExtractFacts, words: Words): string =>
  reading
    ? words.t('reports.extract.scope', {
        sequence: reading.sequence,
        at: words.date(reading.finishedAt, 'minute'),
        edition: edition.id,
      })
    : words.t('reports.document.noReading')

const figures = (facts: ExtractFacts, words: Words): Block => {
  const { now, before, unknown } = counted(facts)
  const mark = facts.reading
    ? markOf({ grade: 'observed', reading: facts.reading.id, at: facts.reading.finishedAt }, words)
    : undefined
  const observed = mark && { mark }
  const item = (key: string, value: number, known = observed) => ({
    figure: { text: words.number(value), style: 'figure' as const, ...known },
    label: words.t(`reports.extract.figure.${key}`, { count: value }),
  })
  return {
    kind: 'figures',
    items: [
      item('now', now),
      item('before', before),
      item('unknown', unknown, { mark: markOf({ grade: 'unverifiable' }, words) }),
      item(facts.subject.kind === 'device' ? 'devicesAsked' : 'devices', facts.devices.length),
    ],
  }
}
