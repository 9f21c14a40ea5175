import type { Source } from '../grade.ts'
import type { Language } from '../language.ts'
import { hardStopSentences } from '../offboarding/hard-stop-words.ts'
import {
  countedOf,
  type ImpactItem,
  type ImpactProfile,
  impactLists,
  isCounted,
} from '../offboarding/impact.ts'
import { irreversibleSentences } from '../offboarding/irreversible.ts'
import { ends } from '../offboarding/plan.ts'
import { tasksOf } from '../offboarding/task.ts'
import { caseRow } from './cessation.ts'
import type { Block, Cell, Line, ReportDocument, Section, Words } from './document.ts'
import { closing, framed, type Row } from './frame.ts'
import type { ImpactFacts } from './impact-facts.ts'
import { sourceLine } from './source-words.ts'

/**
 * What a case would stop, break and leave at Apple, for whoever has to approve it or be told of it before it begins.
 * The sentences are those of the case's own page.
 */
export const composeImpact = (
  facts: ImpactFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument =>
  framed(facts, language, words, {
    title: words.t('reports.impact.title'),
    titleOf: words.t('reports.impact.titleOf', { organisation: facts.organisation.name }),
    about: [caseRow(facts.offboarding, words)],
    foot: words.t('reports.impact.promise'),
    sections: [
      summary(facts, words),
      ...lists(facts, words),
      ...breaks(facts, words),
      ...goes(facts, words),
      ...accounts(facts, words),
      order(facts, words),
      ...closing(facts, factsSha256, words, [planRow(facts, words)]),
    ],
  })

const planRow = ({ planHash }: ImpactFacts, words: Words): Row => ({
  term: words.t('reports.impact.plan'),
  lines: [{ text: planHash, style: 'mono' }],
})

/** The source of every number: the reading they were counted in. */
const countedIn = ({ reading }: ImpactFacts): Source =>
  reading
    ? { grade: 'observed', reading: reading.id, at: reading.finishedAt }
    : { grade: 'unverifiable', why: 'offboardings.impact.neverRead' }

const summary = (facts: ImpactFacts, words: Words): Section => {
  const { touched, organisation } = facts
  const { connections } = touched.plan
  const count = connections.length
  return {
    title: words.t('reports.document.summary.title'),
    newPage: true,
    blocks: [
      {
        kind: 'paragraph',
        lines: [
          {
            text: words.t('reports.impact.headline', { count, organisation: organisation.name }),
            style: 'strong',
          },
        ],
      },
      ...hardStops(facts, words),
      {
        kind: 'paragraph',
        lines: irreversibleSentences(touched).map(({ key, values }) => ({ text: words.t(key, values) })),
      },
      each(facts, words),
      ...(count > 1
        ? [paragraph({ text: words.t('offboardings.impact.eachNote'), style: 'quiet' as const })]
        : []),
      paragraph(sourceLine(countedIn(facts), facts, words)),
      { kind: 'contents', title: words.t('reports.document.contents') },
    ],
  }
}

const paragraph = (...lines: Line[]): Block => ({ kind: 'paragraph', lines })

/** As many names as a sentence can hold. */
const fewNames = 5

const hardStops = ({ touched }: ImpactFacts, words: Words): Block[] => {
  const sentences = hardStopSentences(touched)
  if (sentences.length === 0) return []
  const isMany = touched.plan.connections.length > 1
  const named = (names: string[]): string => {
    const [few, more] = [names.slice(0, fewNames).join(', '), names.length - fewNames]
    return more > 0 ? words.t('offboardings.confirm.namesAndMore', { names: few, more }) : few
  }
  return [
    {
      kind: 'notice',
      tone: 'loud',
      title: words.t('reports.impact.hardStops'),
      lines: sentences.map(({ names, said: { key, values } }) => ({
        text: isMany
          ? `${words.t('offboardings.hardStops.about', { name: named(names) })} ${words.t(key, values)}`
          : words.t(key, values),
      })),
    },
  ]
}

/** What ends, connection by connection. */
const each = ({ touched: { plan, impact } }: ImpactFacts, words: Words): Block => ({
  kind: 'table',
  caption: words.t('offboardings.impact.each', { count: plan.connections.length }),
  columns: [
    { title: words.t('reports.document.column.connection'), share: 6 },
    ...countedOf.map((of) => ({
      title: words.t(`offboardings.impact.${of}`),
      share: 3,
      align: 'end' as const,
    })),
  ],
  rows: plan.connections.map(({ id, kind, name, account }): Cell[] => {
    const counts = impact.each.find((counted) => counted.id === id) ?? plan.counts
    return [
      [
        { text: name, style: 'strong' },
        { text: words.t(`connections.kinds.${kind}`), style: 'quiet' },
        account
          ? { text: account.appleId, style: 'mono' }
          : { text: words.t('offboardings.noAccount'), style: 'quiet' },
      ],
      ...countedOf.map(
        (of): Cell => (isCounted(kind, of) ? [{ text: words.number(counts[of]), style: 'figure' }] : []),
      ),
    ]
  }),
})

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
  if (known === null) return [{ text }]
  const source: Source =
    known === 'counted' ? countedIn(facts) : { grade: 'unverifiable', why: known.unverifiable }
  return [{ text }, sourceLine(source, facts, words)]
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
          items: tasks.map((task) => [{ text: words.t(`offboardings.tasks.${task.kind}.will`) }]),
        },
      ]
    }),
  )
}
