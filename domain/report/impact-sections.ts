import type { ImpactProfile } from '../offboarding/impact.ts'
import {
  countedIn,
  documentedBy,
  type ImpactItem,
  impactLists,
  type Maker,
  sourceOfItem,
} from '../offboarding/impact-lists.ts'
import { phasesOf } from '../offboarding/order.ts'
import { accountsBehind, ends } from '../offboarding/plan.ts'
import type { Block, Line, Section, Words } from './document.ts'
import type { ImpactFacts } from './impact-facts.ts'
import { markOf, sourceLine } from './source-words.ts'

/** What stops, breaks, goes and stays, what stands on the accounts, and in which order things are done. */
export const impactSections = (facts: ImpactFacts, words: Words): Section[] => [
  ...lists(facts, words),
  ...breaks(facts, words),
  ...goes(facts, words),
  ...accounts(facts, words),
  order(facts, words),
]

/** The mark of what stands in the tenant, as the reading of the plan found it. */
export const countedMark = ({ reading }: ImpactFacts, words: Words): NonNullable<Line['mark']> =>
  markOf(countedIn(reading), words)

export const paragraph = (...lines: Line[]): Block => ({ kind: 'paragraph', lines })

const lists = (facts: ImpactFacts, words: Words): Section[] =>
  impactLists(facts.touched).map(({ title, items, isSummed }) => ({
    title: words.t(title.key, title.values),
    newPage: false,
    blocks: [
      ...(isSummed && items.some(({ rows }) => rows)
        ? [paragraph({ text: words.t('offboardings.impact.summed') })]
        : []),
      {
        kind: 'definitions',
        rows: items.map((item) => ({ term: words.t(item.term), lines: said(item, facts, words) })),
      },
    ],
  }))

const makerIn =
  (words: Words) =>
  (maker: Maker): string =>
    words.t(`offboardings.impact.makers.${maker}`)

const said = (item: ImpactItem, facts: ImpactFacts, words: Words): Line[] => {
  const { said: what } = item
  const text =
    'key' in what
      ? words.t(what.key, what.values)
      : what.names.join(', ') || words.t('offboardings.noAccount')
  return [{ text }, sourceLine(sourceOfItem(item, facts.reading, makerIn(words)), facts, words)]
}

const section = (title: string, blocks: Block[]): Section => ({ title, newPage: false, blocks })

const profiles = (of: readonly ImpactProfile[], facts: ImpactFacts, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.impact.profiles'),
  columns: [
    { title: words.t('offboardings.column.profile'), share: 5 },
    { title: words.t('offboardings.column.token'), share: 5 },
    { title: words.t('offboardings.column.default'), share: 3 },
  ],
  rows: of.map(({ name, token, isDefault }) => [
    [{ text: name, mark: countedMark(facts, words) }],
    [{ text: token }],
    [isDefault ? { text: words.t('offboardings.impact.isDefault') } : { text: '–', style: 'quiet' }],
  ]),
})

/** Enrolment that no longer works. */
const breaks = (facts: ImpactFacts, words: Words): Section[] => {
  const { impact } = facts.touched
  if (impact.profiles.length === 0) return []
  const title = words.t('offboardings.impact.breaks')
  return [
    section(title, [
      paragraph(
        { text: words.t('offboardings.impact.breaksNote') },
        sourceLine(documentedBy(makerIn(words)('microsoft')), facts, words),
      ),
      profiles(impact.profiles, facts, words),
    ]),
  ]
}

/** Apps and profiles that go with their tokens. */
const goes = (facts: ImpactFacts, words: Words): Section[] => {
  const { plan, impact } = facts.touched
  const mark = countedMark(facts, words)
  const tokens = (kind: string) => plan.connections.filter((connection) => connection.kind === kind).length
  const apps = words.t('offboardings.impact.apps', { tokens: tokens('locationToken') })
  const own = words.t('offboardings.impact.ownProfiles', { tokens: tokens('enrolmentToken') })
  return [
    ...(ends(plan, 'locationToken')
      ? [
          section(apps, [
            impact.apps.length === 0
              ? paragraph({ text: words.t('offboardings.impact.noApps'), mark })
              : {
                  kind: 'table',
                  caption: words.t('reports.impact.apps'),
                  columns: [
                    { title: words.t('offboardings.column.app'), share: 8 },
                    { title: words.t('offboardings.column.licences'), share: 3, align: 'end' },
                  ],
                  rows: impact.apps.map(({ name, usedLicences }) => [
                    [{ text: name, mark }],
                    [
                      usedLicences === null
                        ? {
                            text: words.t('reports.document.notKnown'),
                            style: 'quiet' as const,
                            mark: markOf({ grade: 'unverifiable' }, words),
                          }
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
            paragraph({ text: words.t('offboardings.impact.ownProfilesNote'), mark }),
            impact.ownProfiles.length === 0
              ? paragraph({ text: words.t('offboardings.impact.noProfiles'), mark })
              : profiles(impact.ownProfiles, facts, words),
          ]),
        ]
      : []),
  ]
}

/** What else stands on the accounts, and what nobody can see of them from here. */
const accounts = (facts: ImpactFacts, words: Words): Section[] => {
  const { plan, impact } = facts.touched
  const count = accountsBehind(plan)
  if (count === 0) return []
  const { siblings } = impact
  const mark = countedMark(facts, words)
  return [
    section(words.t('offboardings.impact.accounts', { accounts: count }), [
      paragraph(
        { text: words.t('offboardings.impact.administrator', { accounts: count }) },
        sourceLine({ grade: 'unverifiable', why: 'offboardings.impact.administratorWhy' }, facts, words),
      ),
      ...(siblings.length > 0
        ? [
            paragraph({
              text: words.t('offboardings.impact.siblingsNote', { count: siblings.length }),
              mark,
            }),
            {
              kind: 'list' as const,
              items: siblings.map(({ name, service, appleId }): Line[] => [
                { text: name, style: 'strong', mark },
                { text: `${words.t(`services.${service}.name`)}, ${appleId}`, style: 'quiet' },
              ]),
            },
          ]
        : []),
    ]),
  ]
}

/** What will be done, in order, phase by phase. */
const order = ({ touched: { plan } }: ImpactFacts, words: Words): Section =>
  section(
    words.t('offboardings.confirm.order'),
    phasesOf(plan).flatMap(({ kind, isGone, connections, steps, values }, index): Block[] => [
      ...(plan.connections.length > 1
        ? [
            {
              kind: 'heading' as const,
              text: words.t('offboardings.confirm.phase', {
                number: index + 1,
                gone: isGone ? connections.length : 0,
                kind: words.t(`offboardings.confirm.kinds.${kind}`, { count: connections.length }),
                names: connections.map(({ name }) => name).join(', '),
              }),
            },
          ]
        : []),
      {
        kind: 'list',
        ordered: true,
        items: steps.map((step) => [{ text: words.t(`offboardings.tasks.${step}.will`, values) }]),
      },
    ]),
  )
