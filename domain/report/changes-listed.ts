import { changedWords } from './changed-words.ts'
import type { ChangedFact, ReportedChanges } from './changes-facts.ts'
import { comparedMark } from './changes-known.ts'
import type { Block, Cell, Line, Words } from './document.ts'
import { markOf } from './source-words.ts'

/** Connections that appeared, vanished, came back or are described otherwise. */
export const changedConnections = (changes: ReportedChanges, words: Words): Block[] =>
  listed(
    'noConnections',
    changes.connections.map(({ name, service, change, facts }) => [
      [
        { text: name, style: 'strong' },
        { text: words.t(`services.${service}.name`), style: 'quiet' },
      ],
      [
        ...(change === 'changed' ? [] : [said(`readings.difference.${change}`, changes, words)]),
        ...facts.map((fact) => changed(fact, changes, words)),
      ],
    ]),
    changes,
    words,
  )

/** The same of profiles, apps and authorisations. */
export const changedAttachments = (changes: ReportedChanges, words: Words): Block[] =>
  listed(
    'noAttachments',
    changes.attachments.map(({ kind, name, of, change, facts }) => [
      [
        { text: words.t(`readings.difference.kinds.${kind}`, { name }), style: 'strong' },
        { text: of, style: 'quiet' },
      ],
      change === 'changed'
        ? facts.map((fact) => changed(fact, changes, words))
        : [said(`readings.difference.${change}`, changes, words)],
    ]),
    changes,
    words,
  )

/** Accounts that are newly named, no longer named, or behind nothing that is listed. */
export const changedAccounts = (changes: ReportedChanges, words: Words): Block[] => {
  const { accounts } = changes
  if (!accounts) return []
  const told = (['appeared', 'vanished', 'missing'] as const).filter((change) => accounts[change].length > 0)
  if (told.length === 0) return [none('noAccounts', changes, words)]
  return [
    {
      kind: 'definitions',
      rows: told.map((change) => ({
        term: words.t(`readings.difference.account.${change}`),
        lines: accounts[change].map((text) => ({ text, mark: comparedMark(changes, words) })),
      })),
    },
  ]
}

const listed = (nothing: string, rows: Cell[][], changes: ReportedChanges, words: Words): Block[] =>
  rows.length === 0
    ? [none(nothing, changes, words)]
    : [
        {
          kind: 'table',
          columns: [
            { title: words.t('readings.difference.column.what'), share: 5 },
            { title: words.t('readings.difference.column.change'), share: 8 },
          ],
          rows,
        },
      ]

/** That nothing changed is said on the word of both readings too. */
export const none = (key: string, changes: ReportedChanges, words: Words): Block => ({
  kind: 'paragraph',
  lines: [said(`readings.difference.${key}`, changes, words)],
})

const said = (key: string, changes: ReportedChanges, words: Words): Line => ({
  text: words.t(key),
  mark: comparedMark(changes, words),
})

const changed = (fact: ChangedFact, changes: ReportedChanges, words: Words): Line => ({
  text: changedWords(fact, words),
  mark: fact.source ? markOf(fact.source, words) : comparedMark(changes, words),
})
