import type { Source } from '../grade.ts'
import { type ImpactItem, type ImpactProfile, impactLists, makersReadOn } from '../offboarding/impact.ts'
import { canRevoke, ends } from '../offboarding/plan.ts'
import { tasksOf } from '../offboarding/task.ts'
import type { Block, Line, Section, Words } from './document.ts'
import type { ImpactFacts } from './impact-facts.ts'
import { sourceLine } from './source-words.ts'

/** What stops, breaks, goes and stays, what stands on the accounts, and in which order things are done. */
export const impactSections = (facts: ImpactFacts, words: Words): Section[] => [
  ...lists(facts, words),
  ...breaks(facts, words),
  ...goes(facts, words),
  ...accounts(facts, words),
  order(facts, words),
]

/** The source of every number: the reading they were counted in. */
export const countedIn = ({ reading }: ImpactFacts): Source =>
  reading
    ? { grade: 'observed', reading: reading.id, at: reading.finishedAt }
    : { grade: 'unverifiable', why: 'offboardings.impact.neverRead' }

export const paragraph = (...lines: Line[]): Block => ({ kind: 'paragraph', lines })

const lists = (facts: ImpactFacts, words: Words): Section[] =>
  impactLists(facts.touched).map(({ title, items }) => ({
    title: words.t(title.key, title.values),
    newPage: false,
    blocks: [
      {
        kind: 'definitions',
        rows: items.map((item) => ({ term: words.t(item.term), lines: said(item, facts, words) })),
      },
    ],
  }))

const said = ({ said: what, known }: ImpactItem, facts: ImpactFacts, words: Words): Line[] => {
  const text =
    'key' in what
      ? words.t(what.key, what.values)
      : what.names.join(', ') || words.t('offboardings.noAccount')
  return [{ text }, sourceLine(sourceOf(known, facts, words), facts, words)]
}

const sourceOf = (known: ImpactItem['known'], facts: ImpactFacts, words: Words): Source => {
  if (known === 'counted') return countedIn(facts)
  if ('unverifiable' in known) return { grade: 'unverifiable', why: known.unverifiable }
  const by = words.t(`offboardings.impact.makers.${known.maker}`)
  return { grade: 'stated', by, at: `${makersReadOn}T00:00:00Z` }
}

const section = (title: string, blocks: Block[]): Section => ({ title, newPage: false, blocks })

const profiles = (of: readonly ImpactProfile[], words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.impact.profiles'),
  columns: [
    { title: words.t('offboardings.column.profile'), share: 5 },
    { title: words.t('offboardings.column.token'), share: 5 },
    { title: words.t('offboardings.column.default'), share: 3 },
  ],
  rows: of.map(({ name, token, isDefault }) => [
    [{ text: name }],
    [{ text: token }],
    isDefault ? [{ text: words.t('offboardings.impact.isDefault') }] : [],
  ]),
})

/** Enrolment that no longer works. */
const breaks = ({ touched: { impact } }: ImpactFacts, words: Words): Section[] => {
  if (impact.profiles.length === 0) return []
  const title = words.t('offboardings.impact.breaks')
  return [
    section(title, [
      paragraph({ text: words.t('offboardings.impact.breaksNote') }),
      profiles(impact.profiles, words),
    ]),
  ]
}

/** Apps and profiles that go with their tokens. */
const goes = ({ touched: { plan, impact } }: ImpactFacts, words: Words): Section[] => {
  const tokens = (kind: string) => plan.connections.filter((connection) => connection.kind === kind).length
  const apps = words.t('offboardings.impact.apps', { tokens: tokens('locationToken') })
  const own = words.t('offboardings.impact.ownProfiles', { tokens: tokens('enrolmentToken') })
  return [
    ...(ends(plan, 'locationToken')
      ? [
          section(apps, [
            impact.apps.length === 0
              ? paragraph({ text: words.t('offboardings.impact.noApps') })
              : {
                  kind: 'table',
                  caption: words.t('reports.impact.apps'),
                  columns: [
                    { title: words.t('offboardings.column.app'), share: 8 },
                    { title: words.t('offboardings.column.licences'), share: 3, align: 'end' },
                  ],
                  rows: impact.apps.map(({ name, usedLicences }) => [
                    [{ text: name }],
                    [
                      usedLicences === null
                        ? { text: words.t('reports.document.notKnown'), style: 'quiet' as const }
                        : { text: words.number(usedLicences), style: 'figure' as const },
                    ],
                  ]),
                },
          ]),
        ]
      : []),
    ...(ends(plan, 'enrolmentToken')
      ? [
          section(own, [
            paragraph({ text: words.t('offboardings.impact.ownProfilesNote') }),
            impact.ownProfiles.length === 0
              ? paragraph({ text: words.t('offboardings.impact.noProfiles') })
              : profiles(impact.ownProfiles, words),
          ]),
        ]
      : []),
  ]
}

/** What else stands on the accounts, and what nobody can see of them from here. */
const accounts = (facts: ImpactFacts, words: Words): Section[] => {
  const { plan, impact } = facts.touched
  if (plan.connections.every(({ account }) => account === null)) return []
  const { siblings } = impact
  return [
    section(words.t('offboardings.impact.accounts'), [
      paragraph(
        { text: words.t('offboardings.impact.administrator') },
        sourceLine({ grade: 'unverifiable', why: 'offboardings.impact.administratorWhy' }, facts, words),
      ),
      ...(siblings.length > 0
        ? [
            paragraph({ text: words.t('offboardings.impact.siblingsNote', { count: siblings.length }) }),
            {
              kind: 'list' as const,
              items: siblings.map(({ name, service, appleId }): Line[] => [
                { text: name, style: 'strong' },
                { text: `${words.t(`services.${service}.name`)}, ${appleId}`, style: 'quiet' },
              ]),
            },
          ]
        : []),
    ]),
  ]
}

/** What will be done, in order: what is the same is done to each connection of a kind. */
const order = ({ touched: { plan } }: ImpactFacts, words: Words): Section => {
  const phases = Map.groupBy(tasksOf(plan), ({ connectionKind }) => connectionKind)
  return section(
    words.t('offboardings.confirm.order'),
    [...phases].flatMap(([kind, all], index): Block[] => {
      const of = plan.connections.filter((connection) => connection.kind === kind)
      const tasks = all.filter(({ connectionId }) => connectionId === all[0]?.connectionId)
      return [
        ...(phases.size > 1 || of.length > 1
          ? [
              {
                kind: 'heading' as const,
                text: words.t('offboardings.confirm.phase', {
                  number: index + 1,
                  kind: words.t(`offboardings.confirm.kinds.${kind}`, { count: of.length }),
                  names: of.map(({ name }) => name).join(', '),
                }),
              },
            ]
          : []),
        {
          kind: 'list',
          ordered: true,
          items: tasks.map((task) => [
            {
              text: words.t(`offboardings.tasks.${task.kind}.will`, {
                connection: kind,
                revocable: String(canRevoke(plan, task.connectionId)),
              }),
            },
          ]),
        },
      ]
    }),
  )
}
