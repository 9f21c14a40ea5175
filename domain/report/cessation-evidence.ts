import { assignedWords } from './ceased-assignments.ts'
import type { CessationFacts } from './cessation-facts.ts'
import { revokedWords } from './cessation-left.ts'
import type { Block, Line, Words } from './document.ts'
import { enclosedName } from './enclosed-evidence.ts'
import { markOf } from './source-words.ts'

type Piece = CessationFacts['evidence'][number]

/** What a piece shows, in one sentence: with the app it is about, and how many it were up to it. */
export const shownBy = ({ what, app, profile, total, stoppedAt, revoked }: Piece, words: Words): string => {
  if (stoppedAt) return words.t('offboardings.evidence.stoppedAt', stoppedAt)
  if (revoked) return revokedWords(revoked, words)
  if (what === 'profileDeleted' && profile !== undefined)
    return words.t('offboardings.evidence.profileDeletedOf', { name: profile })
  const shown =
    what === 'assignmentRemoved' && app !== undefined
      ? words.t('offboardings.evidence.assignmentRemovedFrom', { app })
      : words.t(`offboardings.evidence.what.${what}`)
  return total === undefined
    ? shown
    : words.t('offboardings.evidence.upToHere', { what: shown, count: total })
}

/** Whom or what at Apple a piece speaks of, or which step of the case; null where its connection says enough. */
export const aboutOf = ({ about }: Piece, words: Words): string | null => {
  switch (about?.kind) {
    case undefined:
      return null
    case 'account':
      return words.t('offboardings.evidence.shows.account', { name: about.name })
    case 'organisation':
      return words.t('reports.cessation.organisationAtApple', { name: about.name })
    case 'task':
      return words.t(`offboardings.tasks.${about.task}.name`)
    case 'case':
      return words.t('offboardings.evidence.shows.case')
  }
}

export const evidenceTable = ({ evidence, enclosed }: CessationFacts, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.cessation.evidenceCaption'),
  columns: [
    { title: words.t('reports.cessation.shows'), share: 7 },
    { title: words.t('reports.cessation.recorded'), share: 3 },
    { title: words.t('reports.cessation.hash'), share: 6 },
  ],
  rows: evidence.map((piece) => [
    [...shownLines(piece, words), ...enclosedLines(piece, enclosed, words)],
    [{ text: piece.by }, { text: words.date(piece.at, 'minute'), style: 'quiet' }],
    [
      { text: piece.sha256, style: 'mono' },
      { text: words.t('reports.cessation.piece', { id: piece.id }), style: 'quiet' },
    ],
  ]),
})

/** Where in the PDF its file is. */
const enclosedLines = ({ id }: Piece, enclosed: CessationFacts['enclosed'], words: Words): Line[] => {
  const file = enclosed?.find(({ evidence }) => evidence === id)
  return file
    ? [{ text: words.t('reports.cessation.enclosed', { name: enclosedName(file) }), style: 'quiet' }]
    : []
}

const shownLines = (piece: Piece, words: Words): Line[] => {
  const { call, requestId, connection, file, given } = piece
  const about = aboutOf(piece, words)
  const quiet = (text: string): Line => ({ text, style: 'quiet' })
  const mono = (text: string): Line => ({ text, style: 'mono' })
  return [
    { text: shownBy(piece, words), mark: markOf({ grade: call === '' ? 'stated' : 'observed' }, words) },
    ...assignedWords(piece, words).map((text) => ({ text })),
    ...(about === null ? [] : [quiet(about)]),
    ...(connection === null ? [] : [quiet(connection)]),
    ...(given
      ? [
          quiet(
            words.t('reports.cessation.given', {
              by: given.startedBy,
              at: words.date(given.startedAt, 'day'),
            }),
          ),
          mono(given.id),
        ]
      : []),
    ...(piece.words === undefined
      ? []
      : [{ text: words.t('reports.cessation.said', { words: piece.words }) }]),
    ...(call === '' ? [] : [mono(call)]),
    ...(requestId === '' ? [] : [quiet(words.t('offboardings.evidence.request', { id: requestId }))]),
    ...(file === null
      ? []
      : [
          {
            text: words.t(`reports.cessation.${file.isErased ? 'fileErased' : 'file'}`, { name: file.name }),
          },
          mono(file.sha256),
        ]),
  ]
}
