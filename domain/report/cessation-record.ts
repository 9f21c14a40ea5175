import type { CessationFacts } from './cessation-facts.ts'
import type { Block, Line, Section, Words } from './document.ts'
import { closing, type Row } from './frame.ts'
import { sourceLine } from './source-words.ts'

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
    section('evidence', [evidence(facts, words)]),
    ...closing(facts, factsSha256, words),
  ]
}

const who = ({ offboarding, approval, informing }: CessationFacts, words: Words): Row[] => {
  const byAt = (by: string, at: string): Line => ({
    text: words.t('reports.cessation.byAt', { by, at: words.date(at, 'minute') }),
  })
  const row = (key: string, ...lines: Line[]): Row => ({
    term: words.t(`reports.cessation.roles.${key}`),
    lines,
  })
  return [
    row('started', byAt(offboarding.startedBy, offboarding.startedAt)),
    ...(informing
      ? [
          row(
            'informed',
            {
              text:
                informing.groups
                  .map((group) => words.t(`offboardings.informing.groups.${group}`))
                  .join(', ') || words.t('offboardings.informing.nobody'),
            },
            { text: informing.note, style: 'quiet' },
          ),
        ]
      : []),
    ...(approval ? [row('asked', byAt(approval.askedBy, approval.askedAt))] : []),
    ...(approval?.decidedBy && approval.decidedAt
      ? [
          row(
            'approved',
            byAt(approval.decidedBy, approval.decidedAt),
            ...(approval.note === null ? [] : [{ text: approval.note, style: 'quiet' as const }]),
          ),
        ]
      : []),
    ...(approval?.opinions ?? []).map(({ opinion, by, at, note }) =>
      row(opinion, byAt(by, at), ...(note === null ? [] : [{ text: note, style: 'quiet' as const }])),
    ),
    ...(offboarding.confirmedBy && offboarding.confirmedAt
      ? [row('confirmed', byAt(offboarding.confirmedBy, offboarding.confirmedAt))]
      : []),
    ...(offboarding.finishedAt === null
      ? []
      : [row('finished', { text: words.date(offboarding.finishedAt, 'minute') })]),
    row('plan', { text: offboarding.planHash, style: 'mono' }),
  ]
}

const steps = ({ tasks }: CessationFacts, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.cessation.stepsCaption'),
  columns: [
    { title: words.t('reports.document.column.connection'), share: 4 },
    { title: words.t('reports.cessation.step'), share: 5 },
    { title: words.t('reports.cessation.outcome'), share: 4 },
    { title: words.t('reports.cessation.ended'), share: 3 },
  ],
  rows: tasks.map(({ connection, kind, state, reason, endedAt }) => [
    [{ text: connection }],
    [{ text: words.t(`offboardings.tasks.${kind}.name`) }],
    [
      { text: words.t(`offboardings.taskStates.${state}`) },
      ...(state === 'skipped' && reason !== null
        ? [{ text: words.t(`offboardings.skips.${reason}`), style: 'quiet' as const }]
        : []),
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
            { title: words.t('offboardings.recheck.day'), share: 4 },
            { title: words.t('offboardings.recheck.found'), share: 4 },
            { title: words.t('reports.cessation.at'), share: 4 },
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
            [{ text: words.t(`offboardings.recheck.founds.${found}`) }],
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
      ...all.map(({ why, values }) => [{ text: words.t(why, values) }]),
      ...organisationRequests.map(({ name, requestedOn, by }) => [
        {
          text: words.t('reports.cessation.organisationRequested', {
            ...{ name, by, on: words.date(requestedOn, 'day') },
          }),
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
  rows: facts.remainders.map(({ connection, task, count, why, source }) => [
    [{ text: connection, style: 'strong' }],
    [{ text: words.t('reports.cessation.leftOf', { task, count: count ?? -1 }) }],
    [{ text: why }, sourceLine(source, facts, words)],
  ]),
})

const evidence = ({ evidence: all }: CessationFacts, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.cessation.evidenceCaption'),
  columns: [
    { title: words.t('reports.cessation.shows'), share: 6 },
    { title: words.t('reports.cessation.recorded'), share: 4 },
    { title: words.t('reports.cessation.hash'), share: 6 },
  ],
  rows: all.map(({ id, what, call, requestId, connection, by, at, sha256, file }) => [
    [
      { text: words.t(`offboardings.evidence.what.${what}`) },
      ...(connection === null ? [] : [{ text: connection, style: 'quiet' as const }]),
      ...(call === '' ? [] : [{ text: call, style: 'mono' as const }]),
      ...(requestId === ''
        ? []
        : [{ text: words.t('offboardings.evidence.request', { id: requestId }), style: 'quiet' as const }]),
      ...(file === null
        ? []
        : [
            {
              text: words.t(`reports.cessation.${file.isErased ? 'fileErased' : 'file'}`, {
                name: file.name,
              }),
            },
            { text: file.sha256, style: 'mono' as const },
          ]),
    ],
    [{ text: by }, { text: words.date(at, 'minute'), style: 'quiet' }],
    [
      { text: sha256, style: 'mono' },
      { text: words.t('reports.cessation.piece', { id }), style: 'quiet' },
    ],
  ]),
})
