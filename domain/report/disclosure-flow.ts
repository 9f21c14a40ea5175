import { kinds, whose } from '../catalogue/vocabulary.ts'
import { bandsOf, type FlowBand } from '../flow.ts'
import { services } from '../service.ts'
import { isStillSharing } from './disclosed-account.ts'
import type { DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import type { Block, Line, Section, Words } from './document.ts'
import { markOf } from './source-words.ts'

/** What goes to Apple, and what went so that Apple still holds it. */
const isDrawn = ({ state }: DisclosedService): boolean => isStillSharing(state) || state === 'disabled'

/** What goes where, as a picture and as a table of the same facts; nothing where nothing flows. */
export const flowSections = (facts: DisclosureFacts, words: Words): Section[] => {
  const bands = bandsOf(
    facts.services.filter(isDrawn).map(({ service, state, elements }) => ({
      service,
      isHalfStopped: state === 'disabled',
      fields: elements.map(({ kind, whose, counts, populationSource, ...element }) => ({
        ...{ kind, whose, source: populationSource, counted: counts.of },
        count: counts.of === 'none' || counts.of === 'organisation' ? null : element[counts.of],
      })),
    })),
  )
  if (bands.length === 0) return []
  const isHalf = bands.some(({ isHalfStopped }) => isHalfStopped)
  const quiet = (key: string): Line => ({ text: words.t(`reports.document.flow.${key}`), style: 'quiet' })
  const blocks: Block[] = [
    {
      kind: 'flow',
      columns: [
        services.map((id) => ({ id, label: words.t(`services.${id}.short`) })),
        kinds.map((id) => ({ id, label: words.t(`catalogue.kinds.${id}`) })),
        whose.map((id) => ({ id, label: words.t(`catalogue.whose.${id}`) })),
      ],
      bands: bands.map((band) => ({
        nodes: [band.service, band.kind, band.whose],
        size: band.count ?? 0,
        tone: band.isHalfStopped ? 'half-stopped' : 'sharing',
      })),
      alt: words.t('reports.document.flow.alt', {
        bands: bands
          .map((band) => inWords(band, words))
          .reduce((before, next) => words.t('reports.document.flow.and', { before, next })),
      }),
    },
    {
      kind: 'paragraph',
      lines: [
        quiet('note'),
        ...(countsPeopleTwoWays(facts) ? [quiet('people')] : []),
        ...(isHalf ? [quiet('noteHalfStopped')] : []),
      ],
    },
    {
      kind: 'table',
      caption: words.t('overview.flow.tableLabel'),
      columns: [
        { title: words.t('reports.document.column.service'), share: 6 },
        { title: words.t('reports.document.column.kind'), share: 6 },
        { title: words.t('inventory.column.whose'), share: 5 },
        { title: words.t('reports.document.column.fields'), share: 3, align: 'end' },
        { title: words.t('reports.document.column.concerns'), share: 6, align: 'end' },
      ],
      rows: bands.map((band) => [
        [
          { text: words.t(`services.${band.service}.name`), style: 'strong' },
          ...(band.isHalfStopped ? [{ text: words.t('states.disabled'), state: 'disabled' as const }] : []),
        ],
        [{ text: words.t(`catalogue.kinds.${band.kind}`) }],
        [{ text: words.t(`catalogue.whose.${band.whose}`) }],
        [{ text: words.number(band.fields), style: 'figure' }],
        [{ text: numberOf(band, words), mark: markOf(band.source, words) }],
      ]),
    },
  ]
  return [{ title: words.t('reports.document.flow.title'), newPage: false, blocks }]
}

/** Whether people are counted in all, and fewer of them where a field is about people. */
const countsPeopleTwoWays = ({ totals, services }: DisclosureFacts): boolean =>
  totals.people.value !== null &&
  services.some(
    ({ state, elements }) =>
      isStillSharing(state) &&
      elements.some(({ counts, people }) => counts.of === 'people' && people !== null),
  )

const inWords = ({ service, kind, whose, ...band }: FlowBand, words: Words): string => {
  const name = words.t(`services.${service}.short`)
  return words.t('overview.flow.band', {
    service: band.isHalfStopped ? words.t('overview.flow.halfStopped', { service: name }) : name,
    kind: words.t(`catalogue.kinds.${kind}`),
    whose: words.t(`catalogue.whose.${whose}`),
    number: numberOf(band, words),
  })
}

type Numbered = Pick<FlowBand, 'count' | 'counted' | 'isAtLeast' | 'isHalfStopped'>

const numberOf = ({ count, counted, isAtLeast, isHalfStopped }: Numbered, words: Words): string => {
  if (count === null || counted === 'none' || counted === 'organisation')
    return words.t('overview.flow.notCounted')
  if (count === 0 && isHalfStopped) return words.t('inventory.noLonger')
  const number = words.t(`inventory.count.${counted}`, { count })
  return isAtLeast ? words.t('overview.flow.atLeast', { number }) : number
}
