import type { Language } from '../language.ts'
import { changedWords } from './changed-words.ts'
import type { DifferenceFacts, ReportedChanges } from './changes-facts.ts'
import type { Block, Cell, Line, ReportDocument, Section, Words } from './document.ts'
import { closing, framed } from './frame.ts'
import { countLine } from './source-words.ts'

/** A report of what changed between two days, and nothing else. */
export const composeDifference = (
  facts: DifferenceFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  const { changes, chosen } = facts
  return framed(facts, language, words, {
    title: words.t('reports.difference.title'),
    titleOf: words.t('reports.difference.titleOf', { organisation: facts.organisation.name }),
    about: [
      { term: words.t('reports.difference.period'), lines: periodLines(changes, words) },
      ...(chosen
        ? [
            {
              term: words.t('reports.document.cover.services'),
              lines: [{ text: chosen.map((service) => words.t(`services.${service}.name`)).join(', ') }],
            },
          ]
        : []),
    ],
    foot: words.t('reports.difference.promise'),
    sections: [...changesSections(changes, words, true), ...closing(facts, factsSha256, words)],
  })
}

const periodLines = ({ from, to }: ReportedChanges, words: Words): Line[] => [
  {
    text: words.t('reports.difference.fromTo', {
      from: words.date(from.at, 'minute'),
      to: words.date(to.at, 'minute'),
    }),
  },
  ...[from, to].map(({ reading }): Line => readingLine(reading, words)),
]

const readingLine = (reading: ReportedChanges['from']['reading'], words: Words): Line => ({
  text: reading
    ? words.t('reports.document.readingFinished', {
        sequence: reading.sequence,
        at: words.date(reading.finishedAt, 'minute'),
      })
    : words.t('reports.document.noReading'),
  style: 'quiet',
})

/** What changed, as one section of a report; the first page of its own report (`isAll`) has the contents too. */
export const changesSections = (changes: ReportedChanges, words: Words, isAll = false): Section[] => [
  {
    title: words.t('reports.difference.changed'),
    newPage: isAll,
    blocks: [
      {
        kind: 'paragraph',
        lines: [{ text: words.t('reports.difference.intro') }, ...(isAll ? [] : periodLines(changes, words))],
      },
      ...(changes.from.reading === null || changes.to.reading === null
        ? [notCompared(words)]
        : changes.from.reading.id === changes.to.reading.id
          ? [sameReading(words)]
          : []),
      servicesTable(changes, words),
      ...(isAll ? [{ kind: 'contents' as const, title: words.t('reports.document.contents') }] : []),
    ],
  },
  // Of what was not read nobody can say that nothing changed.
  ...(changes.from.reading === null || changes.to.reading === null ? [] : [compared(changes, words)]),
]

const compared = (changes: ReportedChanges, words: Words): Section => ({
  title: words.t('readings.difference.connectionsTitle'),
  newPage: false,
  blocks: [
    ...listed(connectionRows(changes, words), 'connections', words),
    { kind: 'heading', text: words.t('readings.difference.accountsTitle') },
    ...accountBlocks(changes, words),
    { kind: 'heading', text: words.t('readings.difference.attachmentsTitle') },
    ...listed(attachmentRows(changes, words), 'attachments', words),
    { kind: 'heading', text: words.t('readings.difference.sharesTitle') },
    ...sharesBlocks(changes, words),
    ...(changes.isCut
      ? [{ kind: 'paragraph' as const, lines: [{ text: words.t('readings.difference.cut') }] }]
      : []),
  ],
})

const notice = (key: string, words: Words): Block => ({
  kind: 'notice',
  tone: 'quiet',
  title: words.t(`reports.difference.${key}`),
  lines: [{ text: words.t(`reports.difference.${key}Means`) }],
})
const notCompared = (words: Words) => notice('notCompared', words)
const sameReading = (words: Words) => notice('sameReading', words)

const servicesTable = ({ services }: ReportedChanges, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.difference.services'),
  columns: [
    { title: words.t('reports.document.column.service'), share: 6 },
    { title: words.t('reports.document.column.state'), share: 6 },
    { title: words.t('reports.document.devices'), share: 5, align: 'end' },
    { title: words.t('reports.document.people'), share: 5, align: 'end' },
  ],
  rows: services.map(({ service, before, after }): Cell[] => [
    [{ text: words.t(`services.${service}.name`), style: 'strong' }],
    before.state === after.state
      ? [{ text: words.t(`states.${after.state}`), state: after.state }]
      : [
          { text: words.t(`states.${after.state}`), state: after.state },
          {
            text: words.t('reports.difference.before', { was: words.t(`states.${before.state}`) }),
            style: 'quiet',
          },
        ],
    ...(['devices', 'people'] as const).map(
      (of): Cell => [
        countLine(after[of], words),
        {
          text: words.t('reports.difference.before', {
            was:
              before[of].value === null
                ? words.t('reports.document.notKnown')
                : words.number(before[of].value),
          }),
          style: 'quiet',
        },
      ],
    ),
  ]),
})

const listed = (rows: Cell[][], what: 'connections' | 'attachments', words: Words): Block[] =>
  rows.length === 0
    ? [
        {
          kind: 'paragraph',
          lines: [
            {
              text: words.t(
                `readings.difference.${what === 'connections' ? 'noConnections' : 'noAttachments'}`,
              ),
            },
          ],
        },
      ]
    : [
        {
          kind: 'table',
          caption: words.t(`readings.difference.${what}Title`),
          columns: [
            { title: words.t('readings.difference.column.what'), share: 5 },
            { title: words.t('readings.difference.column.change'), share: 8 },
          ],
          rows,
        },
      ]

const connectionRows = ({ connections }: ReportedChanges, words: Words): Cell[][] =>
  connections.map(({ name, service, change, facts }) => [
    [
      { text: name, style: 'strong' },
      { text: words.t(`services.${service}.name`), style: 'quiet' },
    ],
    [
      ...(change === 'changed' ? [] : [{ text: words.t(`readings.difference.${change}`) }]),
      ...facts.map((fact) => ({ text: changedWords(fact, words) })),
    ],
  ])

const attachmentRows = ({ attachments }: ReportedChanges, words: Words): Cell[][] =>
  attachments.map(({ kind, name, of, change, facts }) => [
    [
      { text: words.t(`readings.difference.kinds.${kind}`, { name }), style: 'strong' },
      { text: of, style: 'quiet' },
    ],
    change === 'changed'
      ? facts.map((fact) => ({ text: changedWords(fact, words) }))
      : [{ text: words.t(`readings.difference.${change}`) }],
  ])

const accountBlocks = ({ accounts }: ReportedChanges, words: Words): Block[] => {
  const told = (['appeared', 'vanished', 'missing'] as const).filter((change) => accounts[change].length > 0)
  if (told.length === 0)
    return [{ kind: 'paragraph', lines: [{ text: words.t('readings.difference.noAccounts') }] }]
  return [
    {
      kind: 'definitions',
      rows: told.map((change) => ({
        term: words.t(`readings.difference.account.${change}`),
        lines: accounts[change].map((text) => ({ text })),
      })),
    },
  ]
}

const sharesBlocks = ({ shares, handedOver }: ReportedChanges, words: Words): Block[] => {
  const counted = (value: number | null): Cell => [
    value === null
      ? { text: words.t('reports.document.notKnown'), style: 'quiet' }
      : { text: words.number(value), style: 'figure' },
  ]
  const column = (of: 'devices' | 'people', change: 'appeared' | 'vanished') => ({
    title: words.t(`readings.difference.column.${of}.${change}`),
    share: 3,
    align: 'end' as const,
  })
  return [
    ...(shares.length === 0
      ? [{ kind: 'paragraph' as const, lines: [{ text: words.t('readings.difference.noShares') }] }]
      : [
          {
            kind: 'table' as const,
            caption: words.t('readings.difference.sharesTitle'),
            columns: [
              { title: words.t('reports.document.column.connection'), share: 6 },
              column('devices', 'appeared'),
              column('devices', 'vanished'),
              column('people', 'appeared'),
              column('people', 'vanished'),
            ],
            rows: shares.map(({ name, service, devices, people }): Cell[] => [
              [
                { text: name, style: 'strong' },
                { text: words.t(`services.${service}.name`), style: 'quiet' },
              ],
              counted(devices.appeared),
              counted(devices.vanished),
              counted(people.appeared),
              counted(people.vanished),
            ]),
          },
        ]),
    {
      kind: 'paragraph',
      lines: [
        handedOver === null
          ? { text: words.t('reports.difference.handedOverMany'), style: 'quiet' }
          : { text: words.t('reports.difference.handedOver', { count: handedOver }) },
      ],
    },
  ]
}
