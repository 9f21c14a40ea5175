import type { Grade } from '../grade.ts'
import { isStated } from '../offboarding/task.ts'
import type { Role } from '../permission.ts'
import { evidenceTable } from './cessation-evidence.ts'
import type { CessationFacts } from './cessation-facts.ts'
import { closing } from './closing.ts'
import type { Block, Line, Section, Words } from './document.ts'
import type { Row } from './frame.ts'
import { markOf, sourceLine } from './source-words.ts'

/** What follows the verdicts: who decided, what was done, what was looked at since, doubts, evidence and how to check it. */
export const cessationRecord = (facts: CessationFacts, factsSha256: string, words: Words): Section[] => {
  const section = (key: string, blocks: Block[]): Section => ({
    title: words.t(`reports.cessation.${key}`),
    newPage: false,
    blocks,
  })
  return [
    section('who', [{ kind: 'definitions', rows: who(facts, words) }]),
    section('steps', [steps(facts, words)]),
    section('checks', checks(facts, words)),
    section('doubts', doubts(facts, words)),
    ...(facts.remainders.length === 0 ? [] : [section('remainders', [remainders(facts, words)])]),
    section('evidence', [evidenceTable(facts, words)]),
    ...closing(facts, factsSha256, words),
  ]
}

const who = ({ offboarding, approval, informing, isOfSchool }: CessationFacts, words: Words): Row[] => {
  const byAt = (by: string, at: string, role: Role | undefined): Line => ({
    text: byAtWords(by, words.date(at, 'minute'), role, words),
    mark: markOf({ grade: 'stated' }, words),
  })
  const row = (key: string, ...lines: Line[]): Row => ({
    term: words.t(`reports.cessation.roles.${key}`),
    lines,
  })
  return [
    row('started', byAt(offboarding.startedBy, offboarding.startedAt, offboarding.startedByRole)),
    ...(informing
      ? [
          row(
            'informed',
            ...told(informing, words).map((text) => ({ text, mark: markOf({ grade: 'stated' }, words) })),
            { text: informing.note, style: 'quiet' },
            ...(isOfSchool ? [{ text: words.t('reports.cessation.minors'), style: 'quiet' as const }] : []),
          ),
        ]
      : []),
    ...(approval ? [row('asked', byAt(approval.askedBy, approval.askedAt, approval.askedByRole))] : []),
    ...(approval?.decidedBy && approval.decidedAt
      ? [
          row(
            'approved',
            byAt(approval.decidedBy, approval.decidedAt, approval.decidedByRole),
            ...(approval.note === null ? [] : [{ text: approval.note, style: 'quiet' as const }]),
          ),
        ]
      : []),
    ...(approval?.opinions ?? []).map(({ opinion, by, byRole, at, note }) =>
      row(opinion, byAt(by, at, byRole), ...(note === null ? [] : [{ text: note, style: 'quiet' as const }])),
    ),
    ...(offboarding.confirmedBy && offboarding.confirmedAt
      ? [
          row(
            'confirmed',
            byAt(offboarding.confirmedBy, offboarding.confirmedAt, offboarding.confirmedByRole),
          ),
        ]
      : []),
    ...(offboarding.finishedAt === null
      ? []
      : [
          row('finished', {
            text: words.date(offboarding.finishedAt, 'minute'),
            mark: markOf({ grade: 'stated' }, words),
          }),
        ]),
    row('plan', { text: offboarding.planHash, style: 'mono' }),
  ]
}

/** Whoever did something, with the function they had then where that is recorded. */
const byAtWords = (by: string, at: string, role: Role | undefined, words: Words): string =>
  role === undefined
    ? words.t('reports.cessation.byAt', { by, at })
    : words.t('reports.cessation.byAtAs', { by, at, role: words.t('reports.cessation.function', { role }) })

/** Each in a line of its own: their names are no part of a sentence. */
const told = ({ groups }: NonNullable<CessationFacts['informing']>, words: Words): string[] =>
  groups.length === 0
    ? [words.t('offboardings.informing.nobody')]
    : groups.map((group) => words.t(`offboardings.informing.groups.${group}`))

/** What came of a step was seen in Microsoft's answers, or is a member's word; of one that is not over nothing is known. */
const gradeOf = ({
  kind,
  state,
  reason,
}: Pick<CessationFacts['tasks'][number], 'kind' | 'state' | 'reason'>): Grade => {
  if (state === 'done') return isStated(kind) ? 'stated' : 'observed'
  if (state === 'skipped') return reason === 'tokenAlreadyGone' ? 'observed' : 'stated'
  return 'unverifiable'
}

const steps = ({ tasks }: CessationFacts, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.cessation.stepsCaption'),
  columns: [
    { title: words.t('reports.document.column.connection'), share: 7 },
    { title: words.t('reports.cessation.step'), share: 10 },
    { title: words.t('reports.cessation.outcome'), share: 9 },
    { title: words.t('reports.cessation.ended'), share: 10 },
  ],
  rows: tasks.map(({ connection, kind, state, reason, endedAt, gone }) => [
    [{ text: connection }],
    [{ text: words.t(`offboardings.tasks.${kind}.name`) }],
    [
      {
        text: words.t(`offboardings.taskStates.${state}`),
        mark: markOf({ grade: gradeOf({ kind, state, reason }) }, words),
      },
      ...(state === 'skipped' && reason !== null
        ? [{ text: words.t(`offboardings.skips.${reason}`, { kind }), style: 'quiet' as const }]
        : []),
      ...(gone ? [{ text: words.t('offboardings.stop.gone', { kind, ...gone }) }] : []),
    ],
    [{ text: endedAt === null ? '' : words.date(endedAt, 'minute') }],
  ]),
})

const checks = ({ rechecks }: CessationFacts, words: Words): Block[] => [
  { kind: 'paragraph', lines: [{ text: words.t('reports.cessation.checksNote') }] },
  ...(rechecks.length === 0
    ? [{ kind: 'paragraph' as const, lines: [{ text: words.t('offboardings.recheck.none') }] }]
    : [
        {
          kind: 'table' as const,
          caption: words.t('reports.cessation.checks'),
          columns: [
            { title: words.t('reports.document.column.connection'), share: 4 },
            { title: words.t('offboardings.recheck.day'), share: 3 },
            { title: words.t('offboardings.recheck.found'), share: 4 },
            { title: words.t('reports.cessation.at'), share: 5 },
          ],
          rows: rechecks.map(({ connection, day, found, at }) => [
            [{ text: connection }],
            [
              {
                text:
                  day === null
                    ? words.t('offboardings.recheck.asked')
                    : words.t('offboardings.recheck.after', { days: day }),
              },
            ],
            [
              {
                text: words.t(`offboardings.recheck.founds.${found}`),
                mark: markOf({ grade: found === 'unknown' ? 'unverifiable' : 'observed' }, words),
              },
            ],
            [{ text: words.date(at, 'minute') }],
          ]),
        },
      ]),
]

const doubts = ({ doubts: all, organisationRequests }: CessationFacts, words: Words): Block[] => [
  { kind: 'paragraph', lines: [{ text: words.t('reports.cessation.doubtsNote') }] },
  {
    kind: 'list',
    items: [
      ...all.map(({ why, values }) => [
        { text: words.t(why, values), mark: markOf({ grade: 'unverifiable' }, words) },
      ]),
      ...organisationRequests.map(({ name, requestedOn, by }) => [
        {
          text: words.t('reports.cessation.organisationRequested', {
            ...{ name, by, on: words.date(requestedOn, 'day') },
          }),
          mark: markOf({ grade: 'stated' }, words),
        },
      ]),
    ],
  },
]

/** What stayed behind, and who accepted that and why. */
const remainders = (facts: CessationFacts, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.cessation.remaindersCaption'),
  columns: [
    { title: words.t('reports.document.column.connection'), share: 4 },
    { title: words.t('reports.cessation.left'), share: 4 },
    { title: words.t('reports.cessation.why'), share: 7 },
  ],
  rows: facts.remainders.map(({ connection, task, count, planned, why, source }) => [
    [{ text: connection, style: 'strong' }],
    [
      {
        text: words.t('reports.cessation.leftOf', { task, count: count ?? -1 }),
        mark: markOf(source, words),
      },
      ...(planned === undefined
        ? []
        : [
            {
              text: words.t('reports.cessation.planned', { count: planned }),
              style: 'quiet' as const,
            },
          ]),
    ],
    [{ text: why }, sourceLine(source, facts, words)],
  ]),
})
