import { changedParts } from './changed-words.ts'
import type { ChangedFact, ReportedChanges } from './changes-facts.ts'
import { knownAt } from './changes-known.ts'
import type { Words } from './document.ts'
import { columnsOf, type ReportTable } from './table.ts'

type Cell = ReportTable['rows'][number][number]

/** What appeared, vanished and changed, one row for each fact that reads otherwise, with the grade of what stands now. */
export const changesTable = (
  changes: ReportedChanges,
  words: Words,
  { isNarrowed }: { isNarrowed: boolean },
): ReportTable => {
  const grade = (fact?: ChangedFact) => words.t(`grades.${(fact?.source ?? knownAt(changes.to)).grade}.name`)
  const rowsOf = (
    what: readonly Cell[],
    { change, facts }: { change: string; facts: readonly ChangedFact[] },
  ): Cell[][] => [
    ...(change === 'changed'
      ? []
      : [[...what, words.t(`readings.difference.${change}`), null, null, grade()]]),
    ...facts.map((fact) => {
      const { what: field, before, after } = changedParts(fact, words)
      return [...what, field, before, after, grade(fact)]
    }),
  ]
  // Accounts are not told apart by service: of some services a document does not tell of them.
  const named = isNarrowed ? undefined : changes.accounts
  const accounts = (['appeared', 'vanished', 'missing'] as const).flatMap((change) =>
    (named?.[change] ?? []).map((appleId): Cell[] => [
      words.t('readings.difference.accountsTitle'),
      ...[appleId, null, words.t(`readings.difference.account.${change}`), null, null, grade()],
    ]),
  )
  return {
    id: 'changes',
    columns: columnsOf({
      about: words.t('reports.tables.about'),
      what: words.t('readings.difference.column.what'),
      of: words.t('readings.difference.column.of'),
      change: words.t('readings.difference.column.change'),
      before: words.t('readings.difference.column.before'),
      after: words.t('readings.difference.column.after'),
      grade: words.t('reports.document.legend.grade'),
    }),
    rows: [
      ...changes.connections.flatMap(({ name, service, ...each }) =>
        rowsOf(
          [words.t('readings.difference.connectionsTitle'), name, words.t(`services.${service}.name`)],
          each,
        ),
      ),
      ...accounts,
      ...changes.attachments.flatMap(({ kind, name, of, ...each }) =>
        rowsOf(
          [
            words.t('readings.difference.attachmentsTitle'),
            words.t(`readings.difference.kinds.${kind}`, { name }),
            of,
          ],
          each,
        ),
      ),
    ],
  }
}

/** How many devices and people came and went over each connection; empty where there were too many to count. */
export const movedTable = (changes: ReportedChanges, words: Words): ReportTable => ({
  id: 'moved',
  columns: columnsOf({
    service: words.t('inventory.column.service'),
    connection: words.t('reports.document.column.connection'),
    devicesAppeared: words.t('readings.difference.column.devices.appeared'),
    devicesVanished: words.t('readings.difference.column.devices.vanished'),
    peopleAppeared: words.t('readings.difference.column.people.appeared'),
    peopleVanished: words.t('readings.difference.column.people.vanished'),
    grade: words.t('reports.document.legend.grade'),
  }),
  rows: changes.shares.map(({ name, service, devices, people, source }): Cell[] => [
    words.t(`services.${service}.name`),
    name,
    devices.appeared,
    devices.vanished,
    people.appeared,
    people.vanished,
    words.t(`grades.${(source ?? knownAt(changes.to)).grade}.name`),
  ]),
})
