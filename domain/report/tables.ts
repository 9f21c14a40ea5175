import type { Language } from '../language.ts'
import { assignedWords, missedWords } from './ceased-assignments.ts'
import { aboutOf, shownBy } from './cessation-evidence.ts'
import type { CeasedConnection, CessationFacts } from './cessation-facts.ts'
import { leftWords, wentWords } from './cessation-left.ts'
import { changesTable, movedTable } from './change-tables.ts'
import type { ReportFacts } from './compose.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import type { Words } from './document.ts'
import { columnsOf, type ReportTable } from './table.ts'

type Cell = ReportTable['rows'][number][number]

/** Which tables a report of each kind has. */
const tablesOfKind: Record<ReportFacts['kind'], readonly ReportTable['id'][]> = {
  disclosure: ['fields', 'connections'],
  state: ['fields', 'connections'],
  record: ['fields', 'connections'],
  processing: ['fields', 'connections'],
  cessation: ['connections', 'evidence'],
  impact: [],
  difference: [],
  extract: [],
}

/** The same of one report: what changed is a table of its own wherever it is told. */
export const tablesOf = (
  kind: ReportFacts['kind'],
  { tellsChanges }: { tellsChanges: boolean },
): ReportTable['id'][] => [...tablesOfKind[kind], ...(tellsChanges ? (['changes', 'moved'] as const) : [])]

/** What of a report is made of rows, in the words of its language; none of a report that is sentences. */
export const reportTables = (facts: ReportFacts, language: Language, words: Words): ReportTable[] => {
  const changes = 'changes' in facts ? facts.changes : undefined
  const isNarrowed = 'chosen' in facts && facts.chosen !== undefined
  return [
    ...ownTables(facts, language, words),
    ...(changes ? [changesTable(changes, words, { isNarrowed }), movedTable(changes, words)] : []),
  ]
}

const ownTables = (facts: ReportFacts, language: Language, words: Words): ReportTable[] => {
  switch (facts.kind) {
    case 'disclosure':
    case 'state':
    case 'record':
    case 'processing':
      return [fields(facts, language, words), connections(facts, words)]
    case 'cessation':
      return [ended(facts, words), evidence(facts, words)]
    case 'impact':
    case 'difference':
    case 'extract':
      return []
  }
}

/** Basis and retention are a controller's to decide: a processor's record has none. */
const fields = (
  { kind: report, services }: DisclosureFacts,
  language: Language,
  words: Words,
): ReportTable => ({
  id: 'fields',
  columns: columnsOf({
    service: words.t('inventory.column.service'),
    field: words.t('inventory.column.field'),
    key: words.t('reports.tables.key'),
    purpose: words.t('reports.document.column.purpose'),
    kind: words.t('inventory.column.kind'),
    whose: words.t('inventory.column.whose'),
    identifiability: words.t('inventory.column.identifiability'),
    devices: words.t('inventory.column.devices'),
    people: words.t('inventory.column.people'),
    administrators: words.t('inventory.column.administrators'),
    sent: words.t('reports.tables.sent'),
    edition: words.t('reports.tables.edition'),
    row: words.t('reports.tables.row'),
    grade: words.t('inventory.column.grade'),
    ...(report !== 'processing' && {
      basis: words.t('inventory.column.basis'),
      retention: words.t('inventory.column.retention'),
      reviewOn: words.t('reports.tables.reviewOn'),
    }),
  }),
  rows: services.flatMap(({ service, elements }) =>
    elements.map(({ texts, protocolKeys, kind, whose, identifiability, review, ...element }): Cell[] => [
      words.t(`services.${service}.name`),
      texts[language].label,
      protocolKeys.join(', ') || null,
      texts[language].purpose,
      words.t(`catalogue.kinds.${kind}`),
      words.t(`catalogue.whose.${whose}`),
      words.t(`catalogue.identifiability.${identifiability}`),
      element.devices,
      element.people,
      element.administrators,
      words.t(`grades.${element.sentSource.grade}.name`),
      ...(element.sentSource.grade === 'documented'
        ? [element.sentSource.edition, element.sentSource.row]
        : [null, null]),
      words.t(`grades.${element.populationSource.grade}.name`),
      ...(report === 'processing'
        ? []
        : [
            review ? words.t(`reviews.basis.${review.basis}`) : null,
            review?.retention ?? null,
            review?.reviewOn ?? null,
          ]),
    ]),
  ),
})

const connections = ({ services }: DisclosureFacts, words: Words): ReportTable => ({
  id: 'connections',
  columns: columnsOf({
    service: words.t('inventory.column.service'),
    connection: words.t('reports.document.column.connection'),
    id: words.t('reports.tables.id'),
    appleId: words.t('reports.document.column.appleId'),
    state: words.t('inventory.column.state'),
    grade: words.t('reports.document.legend.grade'),
    expiresAt: words.t('reports.tables.expiresAt'),
    devices: words.t('inventory.column.devices'),
    people: words.t('inventory.column.people'),
  }),
  rows: services.flatMap(({ service, connections: of }) =>
    of.map(({ name, externalId, appleId, state, expiresAt, devices, people }): Cell[] => [
      words.t(`services.${service}.name`),
      name,
      externalId,
      appleId,
      words.t(`states.${state.value}`),
      words.t(`grades.${state.source.grade}.name`),
      expiresAt,
      devices.value,
      people.value,
    ]),
  ),
})

const ended = ({ connections: of }: CessationFacts, words: Words): ReportTable => ({
  id: 'connections',
  columns: columnsOf({
    service: words.t('inventory.column.service'),
    connection: words.t('reports.document.column.connection'),
    id: words.t('reports.tables.id'),
    appleId: words.t('reports.document.column.appleId'),
    verdict: words.t('reports.cessation.outcome'),
    goneAt: words.t('reports.tables.goneAt'),
    account: words.t('reports.document.offboardings.account'),
    left: words.t('reports.cessation.left'),
  }),
  rows: of.map(({ service, name, externalId, appleId, verdict, goneAt, account, ...rest }): Cell[] => [
    words.t(`services.${service}.name`),
    name,
    externalId,
    appleId,
    words.t(`reports.cessation.is.${verdict}`),
    goneAt,
    words.t(`reports.tables.accounts.${account.outcome}`),
    leftBehind(rest, words),
  ]),
})

const leftBehind = (
  { went = [], left = [], missed }: Pick<CeasedConnection, 'went' | 'left' | 'missed'>,
  words: Words,
): string | null =>
  [
    ...went.map((each) => wentWords(each, words)),
    ...left.map((each) => leftWords(each, words)),
    ...(missed ? [missedWords(missed, words)] : []),
  ].join('. ') || null

const evidence = ({ evidence: all }: CessationFacts, words: Words): ReportTable => ({
  id: 'evidence',
  columns: columnsOf({
    shows: words.t('reports.cessation.shows'),
    connection: words.t('reports.document.column.connection'),
    about: words.t('reports.tables.about'),
    words: words.t('reports.tables.words'),
    call: words.t('reports.tables.call'),
    requestId: words.t('reports.tables.requestId'),
    by: words.t('reports.tables.by'),
    at: words.t('reports.cessation.at'),
    sha256: words.t('reports.cessation.hash'),
    id: words.t('reports.tables.id'),
    given: words.t('reports.tables.given'),
  }),
  rows: all.map((piece): Cell[] => [
    [shownBy(piece, words), ...assignedWords(piece, words)].join('. '),
    piece.connection,
    aboutOf(piece, words),
    piece.words ?? null,
    piece.call || null,
    piece.requestId || null,
    piece.by,
    piece.at,
    piece.sha256,
    piece.id,
    piece.given?.id ?? null,
  ]),
})
