import type { Language } from '../language.ts'
import { closing } from './closing.ts'
import { annexSections } from './device-volume.ts'
import { isStillThere, sharedUntil, statedOfAccount } from './disclosed-account.ts'
import type { DisclosedOffboarding, DisclosureFacts } from './disclosure-facts.ts'
import { gapItems, licencesLeftLines } from './disclosure-gaps.ts'
import { legalBlocks } from './disclosure-legal.ts'
import { notesOf } from './disclosure-notes.ts'
import type { Block, Line, Section, Words } from './document.ts'
import { editionRow } from './frame.ts'
import { markOf, sourceLine } from './source-words.ts'

/** What follows the services: what was ended, the law, the gaps, the notes, the legend and the annex. */
export const closingSections = (
  facts: DisclosureFacts,
  factsSha256: string,
  language: Language,
  words: Words,
): Section[] => [
  section('offboardings', offboardings(facts, words), words),
  section('legal', legalBlocks(facts, words), words),
  rightsSection(words),
  gapsSection(facts, language, words),
  ...annexSections(facts, words),
  ...(notesOf(facts).length > 0 ? [section('notes', notes(facts, words), words)] : []),
  ...closing(facts, factsSha256, words, [editionRow(facts, words)]),
]

/** What whoever is concerned may ask of the controller (GDPR Art. 15 to 22 and 77). */
export const rightsSection = (words: Words): Section =>
  section(
    'rights',
    [{ kind: 'paragraph', lines: [{ text: words.t('reports.document.rights.sentence') }] }],
    words,
  )

const section = (key: string, blocks: Block[], words: Words): Section => ({
  title: words.t(`reports.document.${key}.title`),
  newPage: false,
  blocks,
})

const offboardings = (facts: DisclosureFacts, words: Words): Block[] => [
  ...casesTable(facts, words),
  ...endedOutside(facts, words),
]

/** Connections that are gone though no case ended them: somebody took them out of Intune. */
const endedOutside = (facts: DisclosureFacts, words: Words): Block[] => {
  const items = facts.services.flatMap(({ service, connections }) =>
    connections
      .filter(
        ({ name, state }) =>
          !isStillThere(state.value) &&
          !facts.offboardings.some((each) => each.service === service && each.connectionName === name),
      )
      .map((connection): Line[] => [
        {
          text: words.t('reports.document.summary.inState', {
            connection: connection.name,
            service: words.t(`services.${service}.short`),
            state: words.t(`states.${connection.state.value}`),
          }),
          mark: markOf(connection.state.source, words),
        },
        ...sharedUntil(connection, words),
      ]),
  )
  if (items.length === 0) return []
  return [
    {
      kind: 'paragraph',
      lines: [{ text: words.t('reports.document.offboardings.outside', { count: items.length }) }],
    },
    { kind: 'list', items },
  ]
}

const casesTable = (facts: DisclosureFacts, words: Words): Block[] =>
  facts.offboardings.length === 0
    ? [{ kind: 'paragraph', lines: [{ text: words.t('reports.document.offboardings.none') }] }]
    : [
        {
          kind: 'table',
          caption: words.t('reports.document.offboardings.caption'),
          columns: [
            { title: words.t('reports.document.column.connection'), share: 4 },
            { title: words.t('reports.document.offboardings.token'), share: 4 },
            { title: words.t('reports.document.offboardings.account'), share: 5 },
          ],
          rows: facts.offboardings.map((offboarding) => [
            [
              { text: offboarding.connectionName, style: 'strong' },
              { text: words.t(`services.${offboarding.service}.name`), style: 'quiet' },
              { text: span(offboarding, words), style: 'quiet' },
            ],
            [
              {
                text: words.t(
                  `reports.document.offboardings.${offboarding.disabled.value ? 'tokenGone' : 'tokenThere'}`,
                ),
              },
              sourceLine(offboarding.disabled.source, facts, words),
              ...(offboarding.hasReturned
                ? [{ text: words.t('reports.document.offboardings.tokenBack'), style: 'quiet' as const }]
                : []),
              ...licencesLeftLines(offboarding, facts, words),
            ],
            accountLines(offboarding, facts, words),
          ]),
        },
      ]

const span = ({ startedAt, finishedAt }: DisclosedOffboarding, words: Words): string =>
  finishedAt === null
    ? words.t('reports.document.offboardings.startedOn', { from: words.date(startedAt, 'day') })
    : words.t('reports.document.offboardings.fromTo', {
        from: words.date(startedAt, 'day'),
        to: words.date(finishedAt, 'day'),
      })

const accountLines = (offboarding: DisclosedOffboarding, facts: DisclosureFacts, words: Words): Line[] => {
  const { accountDeleted, accountKept } = offboarding
  const outcome = accountDeleted.value ? 'accountDeleted' : accountKept ? 'accountKept' : 'accountThere'
  return [
    {
      text: words.t(`reports.document.offboardings.${outcome}`),
      ...(outcome === 'accountThere' && offboarding.disabled.value ? { state: 'disabled' as const } : {}),
    },
    ...statedOfAccount(offboarding, words),
    sourceLine(accountDeleted.source, facts, words),
  ]
}

/** What could not be checked, and why. */
export const gapsSection = (facts: DisclosureFacts, language: Language, words: Words): Section =>
  section('gaps', gaps(facts, language, words), words)

const gaps = (facts: DisclosureFacts, language: Language, words: Words): Block[] => {
  const items = gapItems(facts, language, words)
  return items.length === 0
    ? [{ kind: 'paragraph', lines: [{ text: words.t('reports.document.gaps.none') }] }]
    : [
        { kind: 'paragraph', lines: [{ text: words.t('reports.document.gaps.intro') }] },
        { kind: 'list', items },
      ]
}

const notes = (facts: DisclosureFacts, words: Words): Block[] => [
  { kind: 'paragraph', lines: [{ text: words.t('reports.document.notes.intro') }] },
  { kind: 'notes', items: notesOf(facts).map((key) => words.t(key)) },
]
