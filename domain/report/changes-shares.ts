import type { ReportedChanges } from './changes-facts.ts'
import { comparedMark, knownAt, uncounted } from './changes-known.ts'
import { none } from './changes-listed.ts'
import type { Block, Cell, Line, Words } from './document.ts'
import { countLine, sourceLine } from './source-words.ts'

type Shares = ReportedChanges['shares'][number]

/** How many devices and people came and went over each connection, and how many devices were handed over. */
export const changedShares = (changes: ReportedChanges, words: Words): Block[] => [
  changes.shares.length === 0 ? none('noShares', changes, words) : sharesTable(changes, words),
  { kind: 'paragraph', lines: [...uncountedLines(changes, words), handedOverLine(changes, words)] },
]

const sharesTable = (changes: ReportedChanges, words: Words): Block => {
  const column = (of: 'devices' | 'people', change: 'appeared' | 'vanished') => ({
    title: words.t(`readings.difference.column.${of}.${change}`),
    share: 3,
    align: 'end' as const,
  })
  return {
    kind: 'table',
    columns: [
      { title: words.t('reports.document.column.connection'), share: 6 },
      column('devices', 'appeared'),
      column('devices', 'vanished'),
      column('people', 'appeared'),
      column('people', 'vanished'),
    ],
    rows: changes.shares.map((shares): Cell[] => {
      const { name, service, devices, people } = shares
      const cell = (value: number | null): Cell => [counted(value, shares, changes, words)]
      return [
        [
          { text: name, style: 'strong' },
          { text: words.t(`services.${service}.name`), style: 'quiet' },
          // Why they are not known for sure stands once beside all four numbers.
          ...(shares.source ? [sourceLine(shares.source, changes.to, words)] : []),
        ],
        cell(devices.appeared),
        cell(devices.vanished),
        cell(people.appeared),
        cell(people.vanished),
      ]
    }),
  }
}

const counted = (value: number | null, { source }: Shares, { to }: ReportedChanges, words: Words): Line =>
  value === null ? uncounted(words) : countLine({ value, source: source ?? knownAt(to) }, words)

/** Why a number is missing. */
const uncountedLines = ({ shares }: ReportedChanges, words: Words): Line[] =>
  shares.some(({ devices, people }) =>
    [devices.appeared, devices.vanished, people.appeared, people.vanished].includes(null),
  )
    ? [{ ...uncounted(words), text: words.t('reports.difference.uncounted') }]
    : []

const handedOverLine = (changes: ReportedChanges, words: Words): Line =>
  changes.handedOver === null
    ? { ...uncounted(words), text: words.t('reports.difference.handedOverMany') }
    : {
        text: words.t('reports.difference.handedOver', { count: changes.handedOver }),
        mark: comparedMark(changes, words),
      }
